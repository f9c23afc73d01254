using System.Runtime.InteropServices;

namespace Peregrine.Runtime.Layout;

/// <summary>The head of an instance's unmanaged block: what running code reaches through its one context pointer.</summary>
/// <remarks>
/// One native allocation per instance holds this head and behind it, at offsets that the module's layout computes once per
/// module, a <see cref="FunctionDescriptor"/> for each defined function, a pointer to a descriptor for each imported one, the cells of
/// the defined globals, pointers to the cells of the imported ones, and pointers to memory and table descriptors. Code is therefore
/// independent of the instance: it adds constant offsets to the context pointer. The block never moves and lives as long as its store.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct InstanceContext
{
    /// <summary>Base address of memory 0; refreshed after anything that may move the memory. Null without a memory.</summary>
    public byte* MemoryBase;

    /// <summary>Descriptor of memory 0 (length in bytes and more), or null.</summary>
    public Memories.MemoryDescriptor* Memory0;

    /// <summary>End of the part of the interpreter's slot stack that may be used: a callee's frame must end at or below it.</summary>
    public byte* StackLimit;

    /// <summary>State shared by all instances of the store.</summary>
    public StoreContext* Store;

    /// <summary>GCHandle of the managed instance.</summary>
    public nint Handle;

    /// <summary>The code that a trap continues with, as the engine that runs this instance defines it.</summary>
    public nint TrapEntry;

    /// <summary>Lowest address that compiled code may use of the native stack of the thread that runs the store.</summary>
    public byte* NativeStackLimit;
}

/// <summary>Unmanaged state of a store.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StoreContext
{
    /// <summary>First free byte of the slot stack for calls that come in from the host: set before the guest calls a host function.</summary>
    public byte* StackTop;

    /// <summary>Reason of the trap that is being delivered, a <see cref="TrapKind"/>.</summary>
    public int TrapKind;

    /// <summary>Program counter and frame of the instruction that trapped, engine-specific.</summary>
    public nint TrapProgramCounter;

    /// <summary>See <see cref="TrapProgramCounter"/>.</summary>
    public nint TrapFrame;

    /// <summary>Context of the instance whose code trapped.</summary>
    public InstanceContext* TrapContext;

    /// <summary>GCHandle of the managed store.</summary>
    public nint Handle;

    /// <summary>First place of the reference stack, an array of object references that does not move; 0 as long as nothing asked the store for it.</summary>
    public nint ReferenceStack;

    /// <summary>First free place of the reference stack for calls that come in from the host, like <see cref="StackTop"/>.</summary>
    public nint ReferenceTop;

    /// <summary>Behind the last place of the reference stack.</summary>
    public nint ReferenceLimit;

    /// <summary>For compiled code: the instance that calls a host function.</summary>
    public InstanceContext* Caller;

    /// <summary>For compiled code: not 0 while a host function runs, and behind one that threw: its exceptions are no traps.</summary>
    public int IsInHost;

    /// <summary>Behind the last place of the reference stack that may hold something.</summary>
    public nint ReferenceHighWater;
}

/// <summary>What a call needs to know of its callee.</summary>
/// <remarks>For a defined function it lies in its instance's block, for a host function in a block of its own; it never moves.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FunctionDescriptor
{
    /// <summary>First instruction of the interpreter's code: translated code, or a stub that translates or calls the host.</summary>
    public byte* Code;

    /// <summary>Size in bytes of the whole frame, for the stack check.</summary>
    public int FrameBytes;

    /// <summary>Offset in bytes of the frame's saved program counter, behind parameters and locals.</summary>
    public int SaveOffset;

    /// <summary>Id of the function's <see cref="DefinedType"/>.</summary>
    public int TypeId;

    /// <summary>Function index in its instance; for host functions their number in the store.</summary>
    public int Index;

    /// <summary>Context of the instance that the function belongs to; null for host functions.</summary>
    public InstanceContext* Context;

    /// <summary>GCHandle of the owner: the managed instance, or the function object of a host function.</summary>
    public nint Owner;

    /// <summary>Address of machine code with the calling convention of compiled functions: the function itself, or a stub that compiles it or calls the host.</summary>
    public nint Entry;

    /// <summary>What compiled indirect calls compare: <see cref="TypeId"/>, or its complement for host functions, which calls have to announce themselves to.</summary>
    public int CallTypeId;
}

/// <summary>What table instructions and indirect calls need to know of a table.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TableDescriptor
{
    /// <summary>For tables of function references: a descriptor for each element, null for a null element. Moves when the table grows. Null for other tables, whose elements are managed.</summary>
    public FunctionDescriptor** Functions;

    /// <summary>Number of elements.</summary>
    public ulong Length;
}
