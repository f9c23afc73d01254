using Peregrine.Binary;
using Peregrine.Syntax;
using Peregrine.Text.Printing;

namespace Peregrine.Text;

/// <summary>Writes modules in the text format.</summary>
/// <remarks>Thread-safe. The text can be many times as long as the module; writing it to a <see cref="TextWriter"/> takes memory for one
/// function at a time. Without <see cref="PrintOptions.Skeleton"/> the text parses to an equal module.
/// <see href="https://webassembly.github.io/spec/core/text/index.html"/></remarks>
public static class WatPrinter
{
    /// <summary>The text of a binary module.</summary>
    /// <param name="module">The module; decoded, but not validated.</param>
    /// <param name="options">How to print; null for the default.</param>
    /// <exception cref="MalformedModuleException">The bytes are no module. Malformed function bodies are no error: they print as far as they go.</exception>
    /// <exception cref="InvalidModuleException">The module uses a feature that Peregrine does not support.</exception>
    public static string Print(ReadOnlyMemory<byte> module, PrintOptions? options = null)
    {
        var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };
        Print(module, writer, options);
        return writer.ToString();
    }

    /// <summary>Writes the text of a binary module.</summary>
    /// <param name="module">The module; decoded, but not validated.</param>
    /// <param name="writer">Receives the text.</param>
    /// <param name="options">How to print; null for the default.</param>
    /// <exception cref="MalformedModuleException">The bytes are no module. Malformed function bodies are no error: they print as far as they go.</exception>
    /// <exception cref="InvalidModuleException">The module uses a feature that Peregrine does not support.</exception>
    public static void Print(ReadOnlyMemory<byte> module, TextWriter writer, PrintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Print(ModuleDecoder.Decode(module, WasmFeatures.AllValidated), writer, options);
    }

    internal static string Print(ModuleSyntax module, PrintOptions? options = null)
    {
        var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };
        Print(module, writer, options);
        return writer.ToString();
    }

    internal static void Print(ModuleSyntax module, TextWriter writer, PrintOptions? options = null)
    {
        var output = new TextOutput(writer);
        new ModulePrinter(module, output, options ?? PrintOptions.Default).Print();
        output.Flush();
    }
}
