using Peregrine.Runtime.Layout;

namespace Peregrine.Runtime;

/// <summary>The elements of a segment of an instance: function indices of the instance, or evaluated references. Empty once dropped.</summary>
internal sealed unsafe class ElementSegment
{
    private readonly Instance? _instance;
    private readonly uint[]? _functions;
    private readonly object?[]? _references;

    public ElementSegment(Instance instance, uint[] functions)
    {
        _instance = instance;
        _functions = functions;
    }

    public ElementSegment(object?[] references) => _references = references;

    /// <summary>A dropped segment.</summary>
    public static ElementSegment Empty { get; } = new([]);

    public int Length => _functions?.Length ?? _references!.Length;

    /// <summary>The element; function objects are found or made.</summary>
    public object? this[int index] => _functions is null ? _references![index] : _instance!.GetFunction((int)_functions[index]);

    public void CopyTo(int index, Span<nint> descriptors)
    {
        for (int i = 0; i < descriptors.Length; i++)
        {
            descriptors[i] = (nint)(_functions is null
                ? Function.ToDescriptor(_references![index + i])
                : _instance!.Layout.Function(_instance!.Context, (int)_functions[index + i]));
        }
    }

    public void CopyTo(int index, Span<object?> references)
    {
        for (int i = 0; i < references.Length; i++)
        {
            references[i] = this[index + i];
        }
    }
}
