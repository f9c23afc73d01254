using Peregrine.Text;

namespace Peregrine.Cli.Loading;

/// <summary>A module file as the user names it: a path, or <c>-</c> for standard input; binary or text, told apart by content.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Content">All its bytes.</param>
internal sealed record ModuleSource(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Every binary starts with a zero byte, and no text may contain one.</summary>
    public bool IsBinary => Content.Length > 0 && Content.Span[0] == 0;

    public static ModuleSource Read(string path)
    {
        if (path == "-")
        {
            using var input = Console.OpenStandardInput();
            using var buffer = new MemoryStream();
            input.CopyTo(buffer);
            return new ModuleSource("<stdin>", buffer.ToArray());
        }

        return new ModuleSource(path, File.ReadAllBytes(path));
    }
}
