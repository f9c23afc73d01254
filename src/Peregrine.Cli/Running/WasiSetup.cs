using Peregrine.Cli.Loading;
using Peregrine.Cli.Options;
using Peregrine.Wasi;

namespace Peregrine.Cli.Running;

/// <summary>Gives the guest what the command line grants of the system.</summary>
internal static class WasiSetup
{
    public static WasiConfiguration Configure(RunSettings settings, RunRequest request, ModuleSource source)
    {
        var wasi = new WasiConfiguration().WithArgs([request.Argv0 ?? Path.GetFileName(source.Name), .. request.Invoke is null ? request.GuestArguments : []]);
        if (settings.InheritEnvironment)
        {
            wasi.WithInheritedEnvironment();
        }

        foreach (string variable in request.Variables)
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0)
            {
                wasi.WithEnvironmentVariable(variable[..equals], variable[(equals + 1)..]);
            }
            else if (Environment.GetEnvironmentVariable(variable) is { } value)
            {
                wasi.WithEnvironmentVariable(variable, value);
            }
        }

        if (settings.InheritStandardInput)
        {
            wasi.WithInheritedStandardInput();
        }

        if (settings.InheritStandardOutput)
        {
            wasi.WithInheritedStandardOutput(buffered: true);
        }

        if (settings.InheritStandardError)
        {
            wasi.WithInheritedStandardError();
        }

        foreach (string directory in request.Directories)
        {
            var mapping = DirectoryMapping.Parse(directory);
            wasi.WithPreopenedDirectory(mapping.Host, mapping.Guest, mapping.IsReadOnly);
        }

        return wasi;
    }
}
