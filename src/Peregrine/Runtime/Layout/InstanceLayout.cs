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

    /// <exception cref="ResourceLimitException">Instances would take more than 2 GiB beside their memories and tables.</exception>
    public InstanceLayout(ValidatedModule module)
    {
        _importedFunctions = module.ImportedFunctions;
        _importedGlobals = module.ImportedGlobals;
        long size = sizeof(InstanceContext);
        _cells = Place(ref size, module.Globals.Length - _importedGlobals, CellBytes);
        _importedCells = Place(ref size, _importedGlobals, sizeof(nint));
        _memories = Place(ref size, module.Memories.Length, sizeof(nint));
        _tables = Place(ref size, module.Tables.Length, sizeof(nint));
        _functionPointers = Place(ref size, _importedFunctions, sizeof(nint));
        _functions = Place(ref size, module.Functions.Length - _importedFunctions, sizeof(FunctionDescriptor));
        Size = Place(ref size, 0, 0);
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

    /// <summary>Appends an array, aligned to 16 bytes, and gives its offset.</summary>
    private static int Place(ref long size, int count, int bytes)
    {
        long offset = (size + 15) & ~15L;
        size = offset + ((long)count * bytes);
        return size <= int.MaxValue - 15 ? (int)offset : throw ResourceLimit.ModuleTooLarge();
    }
}
