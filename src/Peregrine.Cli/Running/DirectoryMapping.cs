using Peregrine.Cli.Diagnostics;

namespace Peregrine.Cli.Running;

/// <summary>A folder of the host that the guest may see.</summary>
internal sealed record DirectoryMapping(string Host, string Guest, bool IsReadOnly)
{
    private const string ReadOnlySuffix = ":ro";

    /// <summary>Reads <c>HOST[::GUEST][:ro]</c>.</summary>
    /// <exception cref="UsageException">There is no such folder.</exception>
    public static DirectoryMapping Parse(string text)
    {
        bool isReadOnly = text.EndsWith(ReadOnlySuffix, StringComparison.Ordinal);
        string pair = isReadOnly ? text[..^ReadOnlySuffix.Length] : text;
        int separator = pair.IndexOf("::", StringComparison.Ordinal);
        string host = separator < 0 ? pair : pair[..separator];
        string guest = separator < 0 ? pair : pair[(separator + 2)..];
        return Directory.Exists(host)
            ? new DirectoryMapping(host, guest, isReadOnly)
            : throw new UsageException($"--dir {text}: there is no folder '{host}'");
    }
}
