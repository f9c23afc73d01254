using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>Decodes table and memory types, whose flags several proposals extended.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/binary/types.html#limits"/></remarks>
internal static class LimitsReader
{
    public const byte HasMaximum = 1;
    public const byte Shared = 2;
    public const byte Address64 = 4;
    public const byte PageSize = 8;
    public const int DefaultPageSizeLog2 = 16;

    public static TableTypeSyntax ReadTableType(ref ByteReader reader, DecodeContext context)
    {
        var element = context.ReadRefType(ref reader);
        int offset = reader.Position;
        byte flags = reader.ReadByte();
        if (flags > (HasMaximum | Shared | Address64) || ((flags & Shared) != 0 && !context.Has(WasmFeatures.SharedEverythingThreads)))
        {
            throw Malformed.At(offset, $"malformed limits flags 0x{flags:x2}");
        }

        CheckAddress64(flags, offset, context);
        return new TableTypeSyntax(element, ReadLimits(ref reader, flags, context), (flags & Address64) != 0, (flags & Shared) != 0);
    }

    public static MemoryType ReadMemoryType(ref ByteReader reader, DecodeContext context, out bool hasPageSize)
    {
        int offset = reader.Position;
        byte flags = reader.ReadByte();
        if (flags > (HasMaximum | Shared | Address64 | PageSize))
        {
            throw Malformed.At(offset, $"malformed limits flags 0x{flags:x2}");
        }

        CheckAddress64(flags, offset, context);
        if ((flags & Shared) != 0)
        {
            context.Require(WasmFeatures.Threads, offset, "a shared memory");
        }

        bool is64 = (flags & Address64) != 0;
        bool isShared = (flags & Shared) != 0;
        hasPageSize = (flags & PageSize) != 0;
        return !hasPageSize
            ? new MemoryType(ReadLimits(ref reader, flags, context), is64, isShared)
            : ReadWithPageSize(ref reader, flags, offset, context);
    }

    /// <summary>Before custom page sizes their flag was an error of its own, and still is one when nothing sensible follows.</summary>
    private static MemoryType ReadWithPageSize(ref ByteReader reader, byte flags, int offset, DecodeContext context)
    {
        Limits limits;
        uint pageSize;
        int pageSizeOffset;
        try
        {
            limits = ReadLimits(ref reader, flags, context);
            pageSizeOffset = reader.Position;
            pageSize = reader.ReadU32();
        }
        catch (MalformedModuleException)
        {
            throw Malformed.At(offset, $"malformed limits flags 0x{flags:x2}");
        }

        context.Require(WasmFeatures.CustomPageSizes, offset, "a page size");
        return pageSize < 64
            ? new MemoryType(limits, (flags & Address64) != 0, (flags & Shared) != 0, (int)pageSize)
            : throw Malformed.At(pageSizeOffset, $"invalid custom page size 2^{pageSize}");
    }

    private static void CheckAddress64(byte flags, int offset, DecodeContext context)
    {
        if ((flags & Address64) != 0)
        {
            context.Require(WasmFeatures.Memory64, offset, "a 64-bit address type");
        }
    }

    private static Limits ReadLimits(ref ByteReader reader, byte flags, DecodeContext context)
    {
        // Since memory64 the grammar reads 64 bits for either address type; the validator bounds them.
        bool wide = context.Has(WasmFeatures.Memory64);
        ulong minimum = wide ? reader.ReadU64() : reader.ReadU32();
        return new Limits(minimum, (flags & HasMaximum) == 0 ? null : wide ? reader.ReadU64() : reader.ReadU32());
    }
}
