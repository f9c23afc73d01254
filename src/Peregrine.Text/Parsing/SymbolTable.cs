using System.Text;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Gives each identifier of a module a number, so that names are compared and looked up as integers.</summary>
internal sealed class SymbolTable
{
    private readonly List<(byte[] Bytes, int Start, int Length, int Hash)> _symbols = [];
    private int[] _slots = new int[64];

    /// <summary>The number of an identifier token: of the characters behind the dollar sign, with escapes resolved.</summary>
    public int Intern(SourceText source, Token token)
    {
        int start = token.Start + 1;
        int length = token.Value - 1;
        if (source.Bytes[start] != '"')
        {
            return Intern(source.Bytes, start, length);
        }

        var literal = source.Bytes.AsSpan(start, length);
        byte[] decoded = new byte[StringLiteral.MaximumLength(literal)];
        return Intern(decoded, 0, StringLiteral.Decode(literal, decoded));
    }

    /// <summary>The identifier without its dollar sign.</summary>
    public string Name(int symbol)
    {
        var (bytes, start, length, _) = _symbols[symbol];
        return Encoding.UTF8.GetString(bytes, start, length);
    }

    private int Intern(byte[] bytes, int start, int length)
    {
        var text = bytes.AsSpan(start, length);
        var hashCode = default(HashCode);
        hashCode.AddBytes(text);
        int hash = hashCode.ToHashCode();
        int mask = _slots.Length - 1;
        int slot = hash & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var known = _symbols[_slots[slot] - 1];
            if (known.Hash == hash && known.Bytes.AsSpan(known.Start, known.Length).SequenceEqual(text))
            {
                return _slots[slot] - 1;
            }
        }

        _symbols.Add((bytes, start, length, hash));
        _slots[slot] = _symbols.Count;
        if (_symbols.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return _symbols.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int i = 0; i < _symbols.Count; i++)
        {
            int slot = _symbols[i].Hash & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = i + 1;
        }
    }
}
