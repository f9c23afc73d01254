using Peregrine.Syntax;
using Peregrine.Text.Lexing;
using Peregrine.Text.Parsing;

namespace Peregrine.Text;

/// <summary>Reads modules in the text format.</summary>
/// <remarks>Stateless and thread-safe. <see href="https://webassembly.github.io/spec/core/text/index.html"/></remarks>
internal static class WatParser
{
    /// <summary>Reads a module in UTF-8; the <c>(module …)</c> around its fields may be left out.</summary>
    /// <param name="utf8">The module.</param>
    /// <param name="fileName">Its name in errors.</param>
    /// <param name="features">Decides only how wide limits are: without <see cref="WasmFeatures.Memory64"/> they have 32 bits.</param>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    public static ModuleSyntax Parse(ReadOnlyMemory<byte> utf8, string? fileName = null, WasmFeatures features = WasmFeatures.All) => Parse(new SourceText(utf8, fileName), features);

    /// <summary>Reads a module; the <c>(module …)</c> around its fields may be left out.</summary>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    public static ModuleSyntax Parse(string text, string? fileName = null, WasmFeatures features = WasmFeatures.All) => Parse(new SourceText(text, fileName), features);

    /// <summary>Reads a module; the <c>(module …)</c> around its fields may be left out.</summary>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    public static ModuleSyntax Parse(SourceText source, WasmFeatures features = WasmFeatures.All) => ModuleParser.Parse(source, 0, source.Length, features: features);
}
