using Peregrine.Runtime.Layout;

namespace Peregrine.Interpreter;

/// <summary>Walks the frames of one run, innermost first.</summary>
/// <remarks>Contexts are known from the start where the caller knows the innermost one, else from the first call between instances.</remarks>
internal unsafe struct FrameWalker
{
    private readonly Store _store;
    private byte* _nextProgramCounter;
    private ulong* _nextFrame;
    private InstanceContext* _nextContext;
    private int _nextReferences;

    /// <param name="store">The store that runs.</param>
    /// <param name="pc">The innermost frame's instruction, or an address inside it.</param>
    /// <param name="fp">The innermost frame.</param>
    /// <param name="ctx">The innermost instance, null where it is not known.</param>
    /// <param name="isReturnAddress">Whether <paramref name="pc"/> is where a callee returns to that has no frame any more.</param>
    public FrameWalker(Store store, byte* pc, ulong* fp, InstanceContext* ctx, bool isReturnAddress = false)
    {
        IsReturnAddress = isReturnAddress;
        _nextReferences = isReturnAddress ? *(ushort*)(pc - 6) : 0;
        _store = store;
        _nextProgramCounter = pc;
        _nextFrame = fp;
        _nextContext = ctx;
    }

    /// <summary>The instruction; for all but the innermost frame a return address.</summary>
    public byte* ProgramCounter { get; private set; }

    public ulong* Frame { get; private set; }

    /// <summary>Null where it is not known.</summary>
    public InstanceContext* Context { get; private set; }

    /// <summary>Places between this frame's start on the reference stack and that of the frame before, which is the one inside.</summary>
    public int References { get; private set; }

    public FunctionCode? Code { get; private set; }

    public Module? Module { get; private set; }

    /// <summary>Offset in the module of the instruction that executes in this frame.</summary>
    public readonly int SourceOffset => Code!.SourceOffset(Address);

    /// <summary>An address inside the instruction that executes in this frame.</summary>
    public readonly byte* Address => ProgramCounter - (IsReturnAddress ? 1 : 0);

    private bool IsReturnAddress { get; set; }

    /// <summary>Goes to the next frame outwards; false at the end of the run.</summary>
    /// <remarks>Checks every pointer before it follows it: where a trap forgot to note its place, the walk starts from an old one and must not go astray.</remarks>
    public bool MoveNext()
    {
        int references = _nextReferences;
        if (Code is not null)
        {
            ulong* saved = (ulong*)((byte*)Frame + Code.SaveOffset);
            if (!IsOnStack(saved, 2))
            {
                return false;
            }

            _nextProgramCounter = (byte*)saved[0];
            _nextFrame = (ulong*)saved[1];
            IsReturnAddress = true;
            references = 0;
        }

        // A record's own reference places are those of the call that left it.
        while (FixedCode.IsRestore(_nextProgramCounter) && IsOnStack(_nextFrame, ForeignRecord.Slots))
        {
            var record = *(ForeignRecord*)_nextFrame;
            _nextProgramCounter = record.ProgramCounter;
            _nextFrame = record.Frame;
            _nextContext = record.Context;
            IsReturnAddress = true;
        }

        ProgramCounter = _nextProgramCounter;
        Frame = _nextFrame;
        Context = _nextContext;
        if (FixedCode.Contains(_nextProgramCounter) || !IsOnStack(_nextFrame, 2) || !FindCode())
        {
            return false;
        }

        References = Code is not null && IsReturnAddress ? *(ushort*)(_nextProgramCounter - 6) : references;
        return true;
    }

    private readonly bool IsOnStack(ulong* frame, int slots) => frame >= _store.SlotStack && frame + slots <= _store.SlotStackEnd;

    private bool FindCode()
    {
        if (Context != null)
        {
            return FindCode(HandlerSupport.InstanceOf(Context));
        }

        foreach (var instance in _store.Instances)
        {
            if (FindCode(instance))
            {
                return true;
            }
        }

        return false;
    }

    private bool FindCode(Instance instance)
    {
        if (((InterpretedModule)instance.Module.Compiled!).Find(Address) is not { } code)
        {
            return false;
        }

        Code = code;
        Module = instance.Module;
        return true;
    }
}
