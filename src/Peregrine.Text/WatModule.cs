using Peregrine.Text.Lexing;

namespace Peregrine.Text;

/// <summary>Loads modules that are written in the text format.</summary>
/// <remarks>Thread-safe. Characters that change the direction of text are refused even in comments and strings, as with them a module can look
/// other than it is; strings can write them as <c>\u{…}</c>. <see href="https://webassembly.github.io/spec/core/text/index.html"/></remarks>
public static class WatModule
{
    /// <summary>Reads and validates a module; positions in errors are lines and columns.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="text">The module; the <c>(module …)</c> around its fields may be left out.</param>
    /// <param name="name">Name in backtraces; the identifier behind <c>module</c> unless given.</param>
    /// <exception cref="ArgumentNullException"><paramref name="engine"/> or <paramref name="text"/> is null.</exception>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    public static Module Load(Engine engine, string text, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(text);
        return TextModule.ToBinary(new SourceText(text, refusesConfusing: true), engine.Features).Load(engine, name);
    }

    /// <summary>Reads and validates a file in the text format.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="path">Path of the file, in UTF-8.</param>
    /// <exception cref="ArgumentNullException"><paramref name="engine"/> or <paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    public static Module LoadFile(Engine engine, string path)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return TextModule.ToBinary(new SourceText(File.ReadAllBytes(path), path, refusesConfusing: true), engine.Features).Load(engine);
    }

    /// <summary>Translates a module to the binary format, without validating it.</summary>
    /// <param name="text">The module; the <c>(module …)</c> around its fields may be left out.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">A branch hint stands before something else than a branch.</exception>
    public static byte[] ToBinary(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextModule.ToBinary(new SourceText(text, refusesConfusing: true)).Bytes;
    }

    /// <summary>Translates a module to the binary format, without validating it.</summary>
    /// <param name="utf8">The module in UTF-8; the <c>(module …)</c> around its fields may be left out.</param>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">A branch hint stands before something else than a branch.</exception>
    public static byte[] ToBinary(ReadOnlyMemory<byte> utf8) => TextModule.ToBinary(new SourceText(utf8, refusesConfusing: true)).Bytes;
}
