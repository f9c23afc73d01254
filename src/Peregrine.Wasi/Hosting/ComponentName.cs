namespace Peregrine.Wasi.Hosting;

/// <summary>The rule for names that are passed to <see cref="IDirectory"/>: one component, nothing that moves elsewhere.</summary>
internal static class ComponentName
{
    /// <summary>Whether the name is safe to hand to a file system.</summary>
    public static bool IsValid(string name) =>
        name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\0') < 0;
}
