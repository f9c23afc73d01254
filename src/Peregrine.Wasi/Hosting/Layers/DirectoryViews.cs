using Peregrine.Wasi.Hosting.Layers;

namespace Peregrine.Wasi;

/// <summary>Views of directories.</summary>
public static class DirectoryViews
{
    /// <summary>A view through which a guest can read everything and change nothing: writing, creating, removing, renaming, linking and setting times fail as on a read-only file system.</summary>
    /// <param name="directory">The directory to look at; disposed with the view.</param>
    public static IDirectory AsReadOnly(this IDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        return directory as ReadOnlyDirectory ?? new ReadOnlyDirectory(directory);
    }

    /// <summary>Shows several directories as one: changes go to <paramref name="upper"/>, what is not there is read from the lower ones in their order.</summary>
    /// <param name="upper">Takes all changes; files of lower layers are copied here when they are first changed.</param>
    /// <param name="lowers">Never changed; earlier ones hide later ones.</param>
    /// <remarks>
    /// What was removed from a lower layer is remembered in the result, not in <paramref name="upper"/>. A directory that exists in a lower layer
    /// cannot be renamed: that fails as if its new place were on another file system, and programs then copy it. The layers are not disposed.
    /// </remarks>
    public static IDirectory Overlay(IDirectory upper, params IReadOnlyList<IDirectory> lowers)
    {
        ArgumentNullException.ThrowIfNull(upper);
        ArgumentNullException.ThrowIfNull(lowers);
        return OverlayDirectory.CreateRoot(upper, [.. lowers]);
    }
}
