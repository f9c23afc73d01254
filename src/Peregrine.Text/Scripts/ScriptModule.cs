using System.Diagnostics.CodeAnalysis;
using Peregrine.Text.Lexing;

namespace Peregrine.Text.Scripts;

/// <summary>The forms in which scripts write modules.</summary>
internal enum ScriptModuleForm
{
    /// <summary>As text.</summary>
    Text,

    /// <summary>(module binary "…"): as bytes.</summary>
    Binary,

    /// <summary>(module quote "…"): as text in strings, which is only read when the command is executed.</summary>
    Quote,
}

/// <summary>A module of a script, not read yet.</summary>
internal sealed class ScriptModule
{
    private readonly SourceText? _source;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _isDefinition;
    private readonly byte[]? _bytes;

    /// <summary>A module that is text in the script.</summary>
    public ScriptModule(string? name, SourceText source, int start, int end, bool isDefinition)
    {
        Name = name;
        _source = source;
        _start = start;
        _end = end;
        _isDefinition = isDefinition;
    }

    /// <summary>A module that is given by strings.</summary>
    public ScriptModule(string? name, byte[] bytes, bool isQuote)
    {
        Name = name;
        Form = isQuote ? ScriptModuleForm.Quote : ScriptModuleForm.Binary;
        _bytes = bytes;
    }

    /// <summary>Its identifier without the dollar sign, or null.</summary>
    public string? Name { get; }

    public ScriptModuleForm Form { get; }

    /// <summary>Whether the script gives the binary itself; else gives the module translated.</summary>
    /// <param name="bytes">The binary.</param>
    /// <param name="text">The module translated.</param>
    /// <param name="features">Decides only how wide limits in text are: without <see cref="WasmFeatures.Memory64"/> they have 32 bits.</param>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">A branch hint stands before something else.</exception>
    public bool TryGetBinary([NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out TextModule? text, WasmFeatures features = WasmFeatures.All)
    {
        bytes = Form == ScriptModuleForm.Binary ? _bytes! : null;
        text = Form switch
        {
            ScriptModuleForm.Binary => null,
            ScriptModuleForm.Quote => TextModule.ToBinary(new SourceText(_bytes!), features),
            _ => TextModule.ToBinary(_source!, _start, _end, _isDefinition, features),
        };
        return bytes is not null;
    }

    /// <summary>The module in the binary format.</summary>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">A branch hint stands before something else.</exception>
    public byte[] ToBinary() => TryGetBinary(out byte[]? bytes, out var text) ? bytes : text.Bytes;

    /// <summary>Reads and validates the module.</summary>
    /// <exception cref="MalformedModuleException">It is no module.</exception>
    /// <exception cref="InvalidModuleException">It breaks a validation rule.</exception>
    public Module Load(Engine engine) => TryGetBinary(out byte[]? bytes, out var text, engine.Features) ? Module.FromBytes(engine, bytes, Name) : text.Load(engine, Name);
}
