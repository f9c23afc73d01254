using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>The interpreter's code of one function, shared by all instances of its module.</summary>
internal sealed unsafe class FunctionCode
{
    private readonly byte[] _sources;

    /// <param name="index">Function index.</param>
    /// <param name="code">The code without handlers' addresses.</param>
    /// <param name="instructions">Every instruction of it.</param>
    /// <param name="entry">Offset of the first instruction to be executed.</param>
    /// <param name="arena">Where the code will lie.</param>
    public FunctionCode(int index, ReadOnlySpan<byte> code, ReadOnlySpan<Emitted> instructions, int entry, CodeArena arena)
    {
        Index = index;
        Length = code.Length;
        Start = arena.Allocate(code.Length);
        Entry = Start + entry;
        code.CopyTo(new Span<byte>(Start, code.Length));
        for (int i = 0; i < instructions.Length; i++)
        {
            HandlerAddresses.Write(Start + instructions[i].Position, Fuse(instructions, i, code), instructions[i].Handler);
        }

        _sources = SourceMap.Encode(instructions);
    }

    public int Index { get; }

    public byte* Start { get; }

    public int Length { get; }

    /// <summary>First instruction to be executed.</summary>
    public byte* Entry { get; }

    /// <summary>Offset in bytes of the saved program counter from the frame's start.</summary>
    public required int SaveOffset { get; init; }

    /// <summary>Bytes of the frame.</summary>
    public required int FrameBytes { get; init; }

    /// <summary>The try blocks, in the order of their starts.</summary>
    public ExceptionRegion[] Regions { get; init; } = [];

    public bool Contains(byte* pc) => pc >= Start && pc < Start + Length;

    /// <summary>Offset in the module of the instruction at or around <paramref name="pc"/>.</summary>
    public int SourceOffset(byte* pc) => SourceMap.Find(_sources, (int)(pc - Start));

    /// <summary>The handler for an instruction, which may do the work of those too that follow it. They keep theirs for branches.</summary>
    private static nint Fuse(ReadOnlySpan<Emitted> instructions, int index, ReadOnlySpan<byte> code)
    {
        nint handler = instructions[index].Handler;
        var last = (Operation)handler;
        while (handler < (nint)Operation.Count)
        {
            index = last == Operation.Branch ? Find(instructions, Target(instructions[index], code)) : index + 1;
            if (index >= instructions.Length || instructions[index].Handler >= (nint)Operation.Count)
            {
                break;
            }

            last = (Operation)instructions[index].Handler;
            var fused = OperationTable.Fuse((Operation)handler, last);
            if (fused == Operation.None)
            {
                break;
            }

            handler = (nint)fused;
        }

        return handler;
    }

    private static int Target(in Emitted branch, ReadOnlySpan<byte> code) => branch.Position + BitConverter.ToInt32(code[(branch.Position + 12)..]);

    /// <summary>Index of the instruction at a position.</summary>
    private static int Find(ReadOnlySpan<Emitted> instructions, int position)
    {
        int low = 0, high = instructions.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (instructions[middle].Position < position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
