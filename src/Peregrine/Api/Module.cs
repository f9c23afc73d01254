using System.Numerics;
using Peregrine.Binary;
using Peregrine.Runtime.Layout;
using Peregrine.Syntax;
using Peregrine.Validation;

namespace Peregrine;

/// <summary>A validated module.</summary>
/// <remarks>Immutable and thread-safe; may be instantiated any number of times in any stores of its engine.
/// <see href="https://webassembly.github.io/spec/core/syntax/modules.html"/></remarks>
public sealed class Module
{
    private readonly Lazy<object?> _compiled;
    private readonly Lazy<Dictionary<string, ExportSyntax>> _exports;

    private Module(Engine engine, ValidatedModule validated, string? name)
    {
        Engine = engine;
        Validated = validated;
        Layout = new InstanceLayout(validated);
        Name = name ?? validated.Syntax.Names.Module;
        _compiled = new Lazy<object?>(() =>
        {
            ThrowIfNotRunnable();
            return engine.Execution.CompileModule(validated, Layout);
        });
        _exports = new Lazy<Dictionary<string, ExportSyntax>>(() => validated.Syntax.Exports.ToDictionary(export => export.Name, StringComparer.Ordinal));
    }

    /// <summary>The engine.</summary>
    public Engine Engine { get; }

    /// <summary>The name given when loading, else that of the name section, else null.</summary>
    public string? Name { get; }

    /// <summary>The imports, in order.</summary>
    public IReadOnlyList<ImportType> Imports => field ??= MakeImports();

    /// <summary>The exports, in order.</summary>
    public IReadOnlyList<ExportType> Exports => field ??= MakeExports();

    internal ValidatedModule Validated { get; }

    internal InstanceLayout Layout { get; }

    /// <summary>What the execution engine keeps for the module; made when first asked for.</summary>
    internal object? Compiled => _compiled.Value;

    /// <summary>Decodes and validates a module.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="bytes">The binary format; must not change as long as the module is used.</param>
    /// <param name="name">Name in backtraces; that of the name section unless given.</param>
    /// <exception cref="MalformedModuleException">The bytes are not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    /// <exception cref="ResourceLimitException">The module defines too much for this implementation.</exception>
    public static Module FromBytes(Engine engine, ReadOnlyMemory<byte> bytes, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return FromSyntax(engine, ModuleDecoder.Decode(bytes, engine.Features), name);
    }

    /// <summary>Decodes and validates a module.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="bytes">The binary format; must not change as long as the module is used.</param>
    /// <param name="name">Name in backtraces; that of the name section unless given.</param>
    /// <exception cref="MalformedModuleException">The bytes are not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    /// <exception cref="ResourceLimitException">The module defines too much for this implementation.</exception>
    public static Module FromBytes(Engine engine, byte[] bytes, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return FromBytes(engine, bytes.AsMemory(), name);
    }

    /// <summary>Reads, decodes and validates a module.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="path">Path of a file in the binary format.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="MalformedModuleException">The bytes are not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    /// <exception cref="ResourceLimitException">The module defines too much for this implementation.</exception>
    public static Module FromFile(Engine engine, string path) => FromBytes(engine, File.ReadAllBytes(path));

    /// <summary>Reads, decodes and validates a module.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="stream">Read to its end; the binary format.</param>
    /// <param name="name">Name in backtraces; that of the name section unless given.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="MalformedModuleException">The bytes are not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    /// <exception cref="ResourceLimitException">The module defines too much for this implementation.</exception>
    public static Module FromStream(Engine engine, Stream stream, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return FromBytes(engine, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), name);
    }

    /// <summary>Decodes and validates a module and forgets it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="bytes">The binary format.</param>
    /// <exception cref="MalformedModuleException">The bytes are not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    public static void Validate(Engine engine, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ModuleValidator.Validate(ModuleDecoder.Decode(bytes, engine.Features), engine.Features, engine.Types);
    }

    /// <summary>The contents of the custom sections of a name, in order.</summary>
    /// <param name="name">Name of the sections.</param>
    public IReadOnlyList<ReadOnlyMemory<byte>> CustomSections(string name)
    {
        var syntax = Validated.Syntax;
        return [.. syntax.CustomSections.Where(section => section.Name == name).Select(section => syntax.Binary.Slice(section.Content.Start, section.Content.Length))];
    }

    /// <summary>The module as the debugger shows it.</summary>
    public override string ToString() => Name ?? "<module>";

    /// <summary>Validates a module that is decoded already.</summary>
    internal static Module FromSyntax(Engine engine, ModuleSyntax syntax, string? name = null) =>
        new(engine, ModuleValidator.Validate(syntax, engine.Features, engine.Types), name);

    /// <exception cref="UnsupportedFeatureException">The module uses a feature that can be validated but not executed.</exception>
    internal void ThrowIfNotRunnable()
    {
        if (Validated.NotRunnable is not WasmFeatures.None and var features)
        {
            var feature = (WasmFeatures)(1u << BitOperations.TrailingZeroCount((uint)features));
            throw new UnsupportedFeatureException(feature, FeatureGate.Key(feature));
        }
    }

    /// <summary>The export of a name, or null.</summary>
    internal ExportSyntax? FindExport(string name) => _exports.Value.GetValueOrDefault(name);

    /// <summary>Name of a function in the name section, or null.</summary>
    internal string? FunctionName(int index) => Validated.Syntax.Names.Functions.GetValueOrDefault((uint)index);

    /// <summary>Type of an item of an index space.</summary>
    internal ExternType ExternType(ExternKind kind, int index) => kind switch
    {
        ExternKind.Function => new FunctionExternType(Validated.Functions[index]),
        ExternKind.Table => Validated.Tables[index],
        ExternKind.Memory => Validated.Memories[index],
        ExternKind.Global => Validated.Globals[index],
        _ => Validated.Tags[index],
    };

    private ImportType[] MakeImports()
    {
        Span<int> next = stackalloc int[5];
        var syntax = Validated.Syntax.Imports;
        var imports = new ImportType[syntax.Count];
        for (int i = 0; i < imports.Length; i++)
        {
            imports[i] = new ImportType(syntax[i].Module, syntax[i].Name, ExternType(syntax[i].Kind, next[(int)syntax[i].Kind]++));
        }

        return imports;
    }

    private ExportType[] MakeExports() =>
        [.. Validated.Syntax.Exports.Select(export => new ExportType(export.Name, ExternType(export.Kind, (int)export.Index)))];
}
