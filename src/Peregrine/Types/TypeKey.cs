using Peregrine.Syntax;

namespace Peregrine.Types;

/// <summary>A recursion group written as integers: equal sequences mean equal groups, in whatever module they stand.</summary>
/// <remarks>Types of the group itself appear by their place in it, all others by their id.</remarks>
internal sealed class TypeKey
{
    private const int Inside = 32;
    private const int Outside = 64;
    private const int Qualified = 128;
    private int[] _words = new int[64];
    private int _length;

    public ReadOnlySpan<int> Span => _words.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Add(SubtypeSyntax type, int first, DefinedType[] types)
    {
        Add((type.IsFinal ? 1 : 0) | (type.IsShared ? 2 : 0) | (type.Descriptor is null ? 0 : 4) | (type.Described is null ? 0 : 8) | (type.Supertypes.Length << 4));
        foreach (uint supertype in type.Supertypes)
        {
            AddIndex(0, supertype, first, types);
        }

        if (type.Descriptor is { } descriptor)
        {
            AddIndex(0, descriptor, first, types);
        }

        if (type.Described is { } described)
        {
            AddIndex(0, described, first, types);
        }

        switch (type.Composite)
        {
            case FunctionTypeSyntax function:
                Add(0);
                Add(function.Parameters.Length);
                Add(function.Results.Length);
                foreach (var parameter in function.Parameters)
                {
                    Add(parameter, first, types);
                }

                foreach (var result in function.Results)
                {
                    Add(result, first, types);
                }

                break;
            case StructTypeSyntax structure:
                Add(1);
                Add(structure.Fields.Length);
                foreach (var field in structure.Fields)
                {
                    Add(field, first, types);
                }

                break;
            case ArrayTypeSyntax array:
                Add(2);
                Add(array.Element, first, types);
                break;
            case ContinuationTypeSyntax continuation:
                Add(3);
                AddIndex(0, continuation.TypeIndex, first, types);
                break;
        }
    }

    /// <summary>The key of a final function type alone in its group, as the other overload writes it.</summary>
    public void Add(FunctionType type)
    {
        Add(1);
        Add(0);
        Add(type.Parameters.Length);
        Add(type.Results.Length);
        foreach (var parameter in type.Parameters)
        {
            Add(parameter);
        }

        foreach (var result in type.Results)
        {
            Add(result);
        }
    }

    private void Add(FieldTypeSyntax field, int first, DefinedType[] types)
    {
        Add((int)field.Packed | (field.IsMutable ? 4 : 0));
        Add(field.Type, first, types);
    }

    private void Add(ValTypeSyntax type, int first, DefinedType[] types)
    {
        int head = (int)type.Kind | (type.IsNullable ? 16 : 0);
        if (type.IsReference && (type.HeapType.IsExact || type.HeapType.IsShared))
        {
            head |= Qualified;
        }

        if (type.IsReference && type.HeapType.IsIndex)
        {
            AddIndex(head, type.HeapType.TypeIndex, first, types);
        }
        else
        {
            Add(type.IsReference ? head | ((int)type.HeapType.Kind << 8) : head);
        }
    }

    private void Add(ValType type)
    {
        int head = (int)type.Kind | (type.IsNullable ? 16 : 0);
        if (type.Kind == ValKind.Ref && type.HeapType.DefinedType is { } defined)
        {
            Add(head | Outside | (type.HeapType.IsExact ? Qualified : 0));
            Add(defined.Id);
        }
        else
        {
            Add(type.Kind == ValKind.Ref ? head | (type.HeapType.IsShared ? Qualified : 0) | ((int)type.HeapType.Kind << 8) : head);
        }
    }

    private void AddIndex(int head, uint index, int first, DefinedType[] types)
    {
        if (index >= (uint)first)
        {
            Add(head | Inside);
            Add((int)index - first);
        }
        else
        {
            Add(head | Outside);
            Add(types[index].Id);
        }
    }

    private void Add(int word)
    {
        if (_length == _words.Length)
        {
            Array.Resize(ref _words, 2 * _length);
        }

        _words[_length++] = word;
    }
}
