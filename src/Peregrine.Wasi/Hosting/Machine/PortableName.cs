namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>Which component names the machine's file system takes literally; on Windows many are not what they seem.</summary>
internal static class PortableName
{
    private static readonly string[] s_devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

    /// <summary>Whether the name is a single component that names an entry of its directory and nothing else.</summary>
    public static bool IsValid(string name) => ComponentName.IsValid(name) && (!OperatingSystem.IsWindows() || IsValidOnWindows(name));

    /// <summary>The rules of Windows: no separators, streams, wildcards or control characters, no trailing dots or spaces, no devices.</summary>
    public static bool IsValidOnWindows(string name)
    {
        foreach (char c in name)
        {
            if (c < ' ' || c is '\\' or '/' or ':' or '*' or '?' or '"' or '<' or '>' or '|')
            {
                return false;
            }
        }

        if (name[^1] is '.' or ' ')
        {
            return false;
        }

        int dot = name.IndexOf('.');
        string stem = (dot < 0 ? name : name[..dot]).TrimEnd(' ');
        bool numbered = stem.Length == 4 && (char.IsAsciiDigit(stem[3]) || stem[3] is '¹' or '²' or '³')
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase));
        return !numbered && !s_devices.Contains(stem, StringComparer.OrdinalIgnoreCase);
    }
}
