using System.Numerics;
using Peregrine.Syntax;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Parsing;

/// <summary>Reads the types of memories and tables.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/types.html#memory-types"/></remarks>
internal sealed class LimitsParser(ModuleContext context, TypeParser types, WasmFeatures features)
{
    private readonly TokenReader _reader = context.Reader;

    /// <summary>Whether the memory type read last gave its page size, though it may be the usual one.</summary>
    public bool HasPageSize { get; private set; }

    /// <summary>Whether a memory is given by its content; the reader stands behind name and exports and stays there.</summary>
    public static bool HasInlineData(TokenReader reader)
    {
        int at = reader.Position;
        SkipAddressType(reader);
        if (reader.AtForm("pagesize"u8))
        {
            reader.SkipForm();
        }

        bool found = reader.AtForm("data"u8);
        reader.Position = at;
        return found;
    }

    /// <summary>Whether a table is given by its elements; the reader stands behind name and exports and stays there.</summary>
    public static bool HasInlineElements(TokenReader reader)
    {
        int at = reader.Position;
        if (reader.AtKeyword("shared"u8))
        {
            reader.Skip();
        }

        SkipAddressType(reader);
        bool found = reader.Kind != TokenKind.Number;
        reader.Position = at;
        return found;
    }

    /// <summary>Reads i32 or i64, where one stands; gives whether it is i64.</summary>
    public bool ReadAddressType()
    {
        bool is64 = _reader.TryKeyword("i64"u8);
        if (!is64)
        {
            _reader.TryKeyword("i32"u8);
        }

        return is64;
    }

    public MemoryType ExpectMemoryType()
    {
        bool is64 = ReadAddressType();
        var limits = ExpectLimits(is64);
        bool isShared = _reader.TryKeyword("shared"u8);
        return new MemoryType(limits, is64, isShared, ReadPageSize());
    }

    public TableTypeSyntax ExpectTableType()
    {
        bool isShared = _reader.TryKeyword("shared"u8);
        bool is64 = ReadAddressType();
        var limits = ExpectLimits(is64);
        return new TableTypeSyntax(types.ExpectRefType(), limits, is64, isShared);
    }

    /// <summary>Reads <c>(pagesize n)</c>, where it stands; gives the binary logarithm.</summary>
    public int ReadPageSize()
    {
        HasPageSize = _reader.TryOpen("pagesize"u8);
        if (!HasPageSize)
        {
            return 16;
        }

        int at = _reader.Position;
        ulong size = _reader.ExpectUnsigned(ulong.MaxValue, "i64 ");
        if (!BitOperations.IsPow2(size))
        {
            throw _reader.At(at, "invalid custom page size");
        }

        _reader.Close();
        return BitOperations.Log2(size);
    }

    private Limits ExpectLimits(bool is64)
    {
        // Since memory64 the grammar reads 64 bits for either address type; the validator bounds them.
        bool isWide = is64 || features.HasFlag(WasmFeatures.Memory64);
        ulong minimum = ExpectLimit(isWide);
        return new Limits(minimum, _reader.Kind == TokenKind.Number ? ExpectLimit(isWide) : null);
    }

    private ulong ExpectLimit(bool isWide) => isWide ? _reader.ExpectUnsigned(ulong.MaxValue, "i64 ") : _reader.ExpectU32();

    private static void SkipAddressType(TokenReader reader)
    {
        if (reader.AtKeyword("i32"u8) || reader.AtKeyword("i64"u8))
        {
            reader.Skip();
        }
    }
}
