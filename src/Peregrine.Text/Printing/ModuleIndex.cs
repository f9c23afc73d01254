using Peregrine.Binary;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>What printing has to look up in a module: index spaces with their identifiers and types.</summary>
internal sealed class ModuleIndex
{
    private readonly List<uint> _functionTypes = [];
    private readonly List<uint> _tagTypes = [];
    private readonly NameSection _names;
    private readonly Dictionary<uint, IdentifierSpace> _fields = [];

    public ModuleIndex(ModuleSyntax module, bool names)
    {
        Module = module;
        _names = names ? module.Names : NameSection.Empty;
        foreach (var import in module.Imports)
        {
            Count(import);
        }

        ImportedFunctions = _functionTypes.Count;
        ImportedTags = _tagTypes.Count;
        _functionTypes.AddRange(module.Functions.Select(static function => function.TypeIndex));
        _tagTypes.AddRange(module.Tags.Select(static tag => tag.TypeIndex));
        Types = Space("type", _names.Types, module.Types.Count);
        Functions = Space("func", _names.Functions, _functionTypes.Count);
        Tables = Space("table", _names.Tables, ImportedTables + module.Tables.Count);
        Memories = Space("memory", _names.Memories, ImportedMemories + module.Memories.Count);
        Globals = Space("global", _names.Globals, ImportedGlobals + module.Globals.Count);
        Tags = Space("tag", _names.Tags, _tagTypes.Count);
        Elements = Space("elem", _names.ElementSegments, module.ElementSegments.Count);
        Datas = Space("data", _names.DataSegments, module.DataSegments.Count);
        foreach (var fields in _names.Fields.GroupBy(static field => field.Key.Type))
        {
            if (fields.Key < module.Types.Count && module.Types[(int)fields.Key].Composite is StructTypeSyntax type)
            {
                var ofType = fields.Where(field => field.Key.Field < type.Fields.Length).Select(static field => KeyValuePair.Create(field.Key.Field, field.Value));
                _fields.Add(fields.Key, new IdentifierSpace("field", ofType));
            }
        }
    }

    public ModuleSyntax Module { get; }

    public int ImportedFunctions { get; }

    public int ImportedTables { get; private set; }

    public int ImportedMemories { get; private set; }

    public int ImportedGlobals { get; private set; }

    public int ImportedTags { get; }

    public string? ModuleName => _names.Module;

    public IdentifierSpace Types { get; }

    public IdentifierSpace Functions { get; }

    public IdentifierSpace Tables { get; }

    public IdentifierSpace Memories { get; }

    public IdentifierSpace Globals { get; }

    public IdentifierSpace Tags { get; }

    public IdentifierSpace Elements { get; }

    public IdentifierSpace Datas { get; }

    public IdentifierSpace Fields(uint type) => _fields.GetValueOrDefault(type, IdentifierSpace.Empty);

    /// <summary>Identifiers of a function's parameters and locals.</summary>
    public IdentifierSpace Locals(uint function, int count)
    {
        if (_names.Locals.Count == 0)
        {
            return IdentifierSpace.Empty;
        }

        var names = new List<KeyValuePair<uint, string>>();
        for (uint i = 0; i < count; i++)
        {
            if (_names.Locals.TryGetValue((function, i), out string? name))
            {
                names.Add(KeyValuePair.Create(i, name));
            }
        }

        return names.Count == 0 ? IdentifierSpace.Empty : new IdentifierSpace("local", names);
    }

    /// <summary>Identifier of a label, counted through the function; labels may hide each other.</summary>
    public string? Label(uint function, uint label) =>
        _names.Labels.Count > 0 && _names.Labels.TryGetValue((function, label), out string? name) && name.Length > 0 ? StringText.Identifier(name) : null;

    /// <summary>The function type at an index, or null when there is none.</summary>
    public FunctionTypeSyntax? FunctionType(uint type) => type < Module.Types.Count ? Module.Types[(int)type].Composite as FunctionTypeSyntax : null;

    /// <summary>The type of a function, or null when there is none.</summary>
    public FunctionTypeSyntax? TypeOfFunction(uint function) => function < _functionTypes.Count ? FunctionType(_functionTypes[(int)function]) : null;

    /// <summary>The type of a tag, or null when there is none.</summary>
    public FunctionTypeSyntax? TypeOfTag(uint tag) => tag < _tagTypes.Count ? FunctionType(_tagTypes[(int)tag]) : null;

    private static IdentifierSpace Space(string kind, Dictionary<uint, string> names, int count) =>
        names.Count == 0 ? IdentifierSpace.Empty : new IdentifierSpace(kind, names.Where(name => name.Key < count));

    private void Count(ImportSyntax import)
    {
        switch (import.Kind)
        {
            case ExternKind.Function:
                _functionTypes.Add(import.TypeIndex);
                break;
            case ExternKind.Table:
                ImportedTables++;
                break;
            case ExternKind.Memory:
                ImportedMemories++;
                break;
            case ExternKind.Global:
                ImportedGlobals++;
                break;
            case ExternKind.Tag:
                _tagTypes.Add(import.TypeIndex);
                break;
        }
    }
}
