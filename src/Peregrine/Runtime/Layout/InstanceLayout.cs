using System.Runtime.CompilerServices;
using Peregrine.Validation;

namespace Peregrine.Runtime.Layout;

/// <summary>Where everything lies in the unmanaged block of a module's instances: byte offsets from the context pointer.</summary>
/// <remarks>Immutable; the same for all instances of a module. Behind <see cref="InstanceContext"/> follow, each aligned to 16 bytes: the
/// cells of defined globals, pointers to the cells of imported globals, pointers to memory descriptors, pointers to table descriptors, pointers
/// to the descriptors of imported functions, and the descriptors of defined functions.</remarks>
internal sealed unsafe class InstanceLayout
{
    /// <summary>Bytes of a global's cell; numbers and vectors lie there, references in the managed <see cref="Global"/>.</summary>
    public const int CellBytes = 16;

    private readonly int _importedFunctions;
    private readonly int _importedGlobals;
    private readonly int _cells;
    private readonly int _importedCells;
    private readonly int _memories;
    private readonly int _tables;
    private readonly int _functionPointers;
    private readonly int _functions;

    public InstanceLayout(ValidatedModule module)
    {
        _importedFunctions = module.ImportedFunctions;
        _importedGlobals = module.ImportedGlobals;
        _cells = Align(sizeof(InstanceContext));
        _importedCells = _cells + ((module.Globals.Length - _importedGlobals) * CellBytes);
        _memories = Align(_importedCells + (_importedGlobals * sizeof(nint)));
        _tables = Align(_memories + (module.Memories.Length * sizeof(nint)));
        _functionPointers = Align(_tables + (module.Tables.Length * sizeof(nint)));
        _functions = Align(_functionPointers + (_importedFunctions * sizeof(nint)));
        Size = Align(_functions + ((module.Functions.Length - _importedFunctions) * sizeof(FunctionDescriptor)));
    }

    /// <summary>Bytes of the whole block.</summary>
    public int Size { get; }

    public bool IsImportedFunction(int index) => index < _importedFunctions;

    public bool IsImportedGlobal(int index) => index < _importedGlobals;

    /// <summary>For a defined function the offset of its descriptor, for an imported one the offset of the pointer to its descriptor.</summary>
    public int FunctionOffset(int index) => index < _importedFunctions
        ? _functionPointers + (index * sizeof(nint))
        : _functions + ((index - _importedFunctions) * sizeof(FunctionDescriptor));

    /// <summary>For a defined global the offset of its cell, for an imported one the offset of the pointer to its cell.</summary>
    public int GlobalOffset(int index) => index < _importedGlobals
        ? _importedCells + (index * sizeof(nint))
        : _cells + ((index - _importedGlobals) * CellBytes);

    /// <summary>Offset of the pointer to the memory's descriptor.</summary>
    public int MemoryOffset(int index) => _memories + (index * sizeof(nint));

    /// <summary>Offset of the pointer to the table's descriptor.</summary>
    public int TableOffset(int index) => _tables + (index * sizeof(nint));

    /// <summary>The descriptor of a function of either sort.</summary>
    public FunctionDescriptor* Function(InstanceContext* context, int index)
    {
        byte* at = (byte*)context + FunctionOffset(index);
        return index < _importedFunctions ? *(FunctionDescriptor**)at : (FunctionDescriptor*)at;
    }

    /// <summary>The cell of a global of either sort.</summary>
    public ulong* Cell(InstanceContext* context, int index)
    {
        byte* at = (byte*)context + GlobalOffset(index);
        return index < _importedGlobals ? *(ulong**)at : (ulong*)at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Align(int offset) => (offset + 15) & ~15;
}
