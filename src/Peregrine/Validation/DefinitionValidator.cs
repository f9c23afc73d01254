using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>Fills the index spaces: types of imports and definitions.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/modules.html"/></remarks>
internal static class DefinitionValidator
{
    public static void Validate(ValidatedModule module)
    {
        var spaces = new IndexSpaces(module);
        foreach (var import in module.Syntax.Imports)
        {
            AddImport(spaces, import);
        }

        module.ImportedFunctions = spaces.Functions.Count;
        module.ImportedTables = spaces.Tables.Count;
        module.ImportedMemories = spaces.Memories.Count;
        module.ImportedGlobals = spaces.Globals.Count;
        module.ImportedTags = spaces.Tags.Count;
        AddDefinitions(spaces, module.Syntax);
        spaces.Store();
    }

    private static void AddImport(IndexSpaces spaces, ImportSyntax import)
    {
        switch (import.Kind)
        {
            case ExternKind.Function:
                spaces.AddFunction(import.TypeIndex, import.Offset);
                if (import.IsExact)
                {
                    spaces.MarkExact(import.Offset);
                }

                break;
            case ExternKind.Table:
                spaces.AddTable(import.Table!, import.Offset);
                break;
            case ExternKind.Memory:
                spaces.AddMemory(import.Memory!, import.Offset);
                break;
            case ExternKind.Global:
                spaces.AddGlobal(import.Global!, import.Offset, isImported: true);
                break;
            case ExternKind.Tag:
                spaces.AddTag(import.TypeIndex, import.Offset);
                break;
        }
    }

    private static void AddDefinitions(IndexSpaces spaces, ModuleSyntax syntax)
    {
        foreach (var function in syntax.Functions)
        {
            spaces.AddFunction(function.TypeIndex, function.Offset);
        }

        foreach (var table in syntax.Tables)
        {
            spaces.AddTable(table.Type, table.Offset);
        }

        foreach (var memory in syntax.Memories)
        {
            spaces.AddMemory(memory.Type, memory.Offset);
        }

        foreach (var tag in syntax.Tags)
        {
            spaces.AddTag(tag.TypeIndex, tag.Offset);
        }

        foreach (var global in syntax.Globals)
        {
            spaces.AddGlobal(global.Type, global.Offset, isImported: false);
        }
    }

    /// <summary>The index spaces while they grow.</summary>
    private sealed class IndexSpaces(ValidatedModule module)
    {
        private readonly List<int> _functionTypeIndices = new(module.Syntax.Functions.Count);
        private readonly List<int> _tagTypeIndices = [];

        public List<DefinedType> Functions { get; } = new(module.Syntax.Functions.Count);

        public List<TableType> Tables { get; } = [];

        public List<MemoryType> Memories { get; } = [];

        public List<GlobalType> Globals { get; } = [];

        public List<TagType> Tags { get; } = [];

        public void AddFunction(uint typeIndex, int offset)
        {
            var place = Place(offset);
            Functions.Add(TypeChecker.Function(module, typeIndex, place));
            _functionTypeIndices.Add((int)typeIndex);
            CheckCount(Functions.Count, ImplementationLimits.Functions, "functions", place);
        }

        /// <summary>Says that the type of the function added last is exact.</summary>
        public void MarkExact(int offset)
        {
            module.Use(WasmFeatures.CustomDescriptors, Place(offset), "exact function import");
            module.ExactFunctionImports.Add(Functions.Count - 1);
        }

        public void AddTable(TableTypeSyntax table, int offset)
        {
            var place = Place(offset);
            Tables.Add(TypeChecker.Table(module, table, place));
            CheckCount(Tables.Count, ImplementationLimits.Tables, "tables", place);
            if (Tables.Count > 1 && (module.Features & WasmFeatures.ReferenceTypes) == 0)
            {
                throw Invalid.MissingFeature(place, WasmFeatures.ReferenceTypes, "multiple tables");
            }
        }

        public void AddMemory(MemoryType memory, int offset)
        {
            var place = Place(offset);
            TypeChecker.Memory(module, memory, place);
            Memories.Add(memory);
            CheckCount(Memories.Count, ImplementationLimits.Memories, "memories", place);
            if (Memories.Count > 1 && (module.Features & WasmFeatures.MultiMemory) == 0)
            {
                throw Invalid.MissingFeature(place, WasmFeatures.MultiMemory, "multiple memories");
            }
        }

        public void AddGlobal(GlobalTypeSyntax global, int offset, bool isImported)
        {
            var place = Place(offset);
            if (isImported && global.IsMutable && (module.Features & WasmFeatures.MutableGlobal) == 0)
            {
                throw Invalid.MissingFeature(place, WasmFeatures.MutableGlobal, "mutable globals cannot be imported");
            }

            Globals.Add(TypeChecker.Global(module, global, place));
        }

        public void AddTag(uint typeIndex, int offset)
        {
            var place = Place(offset);
            if ((module.Features & (WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions)) == 0)
            {
                throw Invalid.MissingFeature(place, WasmFeatures.Exceptions, "tag");
            }

            var type = TypeChecker.Function(module, typeIndex, place);
            if (type.Function!.Results.Length != 0)
            {
                if ((module.Features & WasmFeatures.StackSwitching) == 0)
                {
                    throw Invalid.TagWithResults(place);
                }

                module.Use(WasmFeatures.StackSwitching, place, "tag");
            }

            Tags.Add(new TagType(type));
            _tagTypeIndices.Add((int)typeIndex);
        }

        public void Store()
        {
            module.Functions = [.. Functions];
            module.FunctionTypeIndices = [.. _functionTypeIndices];
            module.Tables = [.. Tables];
            module.Memories = [.. Memories];
            module.Globals = [.. Globals];
            module.Tags = [.. Tags];
            module.TagTypeIndices = [.. _tagTypeIndices];
            module.DeclaredFunctions = new bool[Functions.Count];
        }

        private InvalidPlace Place(int offset) => new(module.Syntax, offset);

        private static void CheckCount(int count, int most, string what, InvalidPlace place)
        {
            if (count > most)
            {
                throw Invalid.TooMany(place, what, count, most);
            }
        }
    }
}
