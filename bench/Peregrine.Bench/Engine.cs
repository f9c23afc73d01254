namespace Peregrine.Bench;

/// <summary>Something that runs programs: one of Peregrine's engines, a peer, or the plain .NET program that only says hello.</summary>
/// <param name="Name">Its heading in the tables.</param>
/// <param name="Description">What it is, with its version.</param>
/// <param name="Command">The command for a program.</param>
/// <param name="HelloOnly">It takes part in the start-up table alone.</param>
internal sealed record Engine(string Name, string Description, Func<BenchmarkProgram, string[]> Command, bool HelloOnly = false)
{
    /// <summary>The yardstick of start-up.</summary>
    public static Engine PlainHello()
    {
        var file = Built(Repository.PlainHello, "bench/PlainHello");
        return new Engine("plain .NET", $"a .NET {Environment.Version} program without WebAssembly", _ => ["dotnet", file], HelloOnly: true);
    }

    /// <summary>One of Peregrine's engines.</summary>
    /// <param name="specification">The engine's name, then options for <c>peregrine run</c>, separated by spaces.</param>
    public static Engine Peregrine(string specification)
    {
        var file = Built(Repository.CommandLine, "src/Peregrine.Cli");
        string[] host = file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", file] : [file];
        var words = specification.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Engine(specification, "Peregrine, --engine " + specification,
            program => [.. host, "run", "--engine", .. words, program.Module, .. program.Arguments]);
    }

    /// <summary>A peer, or null when it is not installed.</summary>
    public static Engine? TryPeer(Peer peer)
    {
        var executable = peer.Executables.Length == 0 ? null : Repository.FindExecutable(peer.Variable, peer.Executables);
        if (executable is null && peer.Executables.Length > 0)
        {
            return null;
        }

        var version = "";
        if (executable is not null && peer.VersionArguments.Length > 0)
        {
            version = ProcessRunner.Run([executable, .. peer.VersionArguments], TimeSpan.FromSeconds(20)).Output.Split('\n')[0].Trim();
        }

        return new Engine(peer.Name, version.Length > 0 ? $"{version}; {peer.Description}" : peer.Description, program => Expand(peer, executable, program));
    }

    private static string[] Expand(Peer peer, string? executable, BenchmarkProgram program)
    {
        var command = new List<string>();
        if (executable is not null)
        {
            command.Add(executable);
        }

        foreach (var part in peer.Template)
        {
            if (part == "{arguments}")
            {
                command.AddRange(program.Arguments);
            }
            else
            {
                command.Add(part.Replace("{module}", program.Module).Replace("{native}", program.Native).Replace("{bench}", Repository.Bench));
            }
        }

        return [.. command];
    }

    private static string Built(string file, string project) => File.Exists(file)
        ? file
        : throw new LaboratoryException($"{file} is missing: run the laboratory with -c Release, or dotnet build -c Release {project}");
}
