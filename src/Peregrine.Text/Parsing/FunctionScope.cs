using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>What names mean inside of one function or constant expression.</summary>
internal sealed class FunctionScope(ModuleContext context)
{
    private uint _function;
    private uint _labels;

    public IndexSpace Locals { get; } = new("local");

    public LabelStack Labels { get; } = new();

    /// <summary>Whether this is a function rather than a constant expression.</summary>
    public bool IsFunction { get; private set; }

    /// <summary>Begins a function.</summary>
    public void Begin(uint function)
    {
        Clear();
        IsFunction = true;
        _function = function;
        _labels = 0;
    }

    /// <summary>Begins a constant expression.</summary>
    public void BeginConstant()
    {
        if (IsFunction)
        {
            Clear();
            IsFunction = false;
        }
    }

    /// <summary>Gives the next local index to a parameter or local.</summary>
    public void BindLocal(int symbol, string? name, int tokenIndex)
    {
        if (!Locals.TryBind(symbol, out uint index))
        {
            throw TextErrors.Duplicate(context.Reader.Source, context.Reader[tokenIndex].Start, "local", context.Symbols.Name(symbol));
        }

        if (name is not null)
        {
            context.Names.Locals.Add((_function, index), name);
        }
    }

    public void PushLabel(int symbol, string? name)
    {
        Labels.Push(symbol);
        if (IsFunction)
        {
            if (name is not null)
            {
                context.Names.Labels.Add((_function, _labels), name);
            }

            _labels++;
        }
    }

    public uint ExpectLabel()
    {
        var reader = context.Reader;
        int at = reader.Position;
        int symbol = context.TryIdentifier();
        return symbol < 0 ? reader.ExpectU32()
            : Labels.TryFind(symbol, out uint depth) ? depth
            : throw TextErrors.Unknown(reader.Source, reader[at].Start, "label", context.Symbols.Name(symbol));
    }

    private void Clear()
    {
        Locals.Clear();
        Labels.Clear();
    }
}
