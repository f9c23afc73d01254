namespace Peregrine.Compiler.Translation;

/// <summary>For one function: which WebAssembly instruction each piece of its CIL comes from.</summary>
/// <remarks>Pairs of differences as variable-length integers, about two bytes for each instruction.</remarks>
internal sealed class OffsetMap
{
    private readonly List<byte> _bytes = [];
    private int _cil;
    private int _wasm;
    private int _lastCil;
    private int _lastWasm;

    /// <summary>The CIL from here on belongs to the instruction at an offset in the module; both never decrease.</summary>
    public void Add(int cilOffset, int wasmOffset)
    {
        // Instructions that wrote nothing, as those that push a constant, leave no trace.
        if (cilOffset != _cil)
        {
            WriteLast();
        }

        _cil = cilOffset;
        _wasm = wasmOffset;
    }

    public byte[] ToArray()
    {
        WriteLast();
        return [.. _bytes];
    }

    /// <summary>The offset in the module of the instruction that the CIL at an offset belongs to, or -1.</summary>
    public static int Find(ReadOnlySpan<byte> map, int cilOffset)
    {
        int cil = 0;
        int wasm = 0;
        int found = -1;
        while (!map.IsEmpty)
        {
            cil += Read(ref map);
            if (cil > cilOffset)
            {
                break;
            }

            wasm += Read(ref map);
            found = wasm;
        }

        return found;
    }

    private void WriteLast()
    {
        Write(_cil - _lastCil);
        Write(_wasm - _lastWasm);
        _lastCil = _cil;
        _lastWasm = _wasm;
    }

    private void Write(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }

    private static int Read(ref ReadOnlySpan<byte> map)
    {
        int value = 0;
        int index = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = map[index++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                map = map[index..];
                return value;
            }
        }
    }
}
