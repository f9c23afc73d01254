using Peregrine.Syntax;
using Peregrine.Text.Lexing;
using Peregrine.Text.Parsing;

namespace Peregrine.Text;

/// <summary>Reads modules in the text format.</summary>
/// <remarks>Stateless and thread-safe. <see href="https://webassembly.github.io/spec/core/text/index.html"/></remarks>
internal static class WatParser
{
    /// <summary>Reads a module in UTF-8; the <c>(module …)</c> around its fields may be left out.</summary>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    public static ModuleSyntax Parse(ReadOnlyMemory<byte> utf8, string? fileName = null) => Parse(new SourceText(utf8, fileName));

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, string?)"/>
    public static ModuleSyntax Parse(string text, string? fileName = null) => Parse(new SourceText(text, fileName));

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, string?)"/>
    public static ModuleSyntax Parse(SourceText source) => ModuleParser.Parse(source, 0, source.Length);
}
