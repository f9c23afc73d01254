using System.CommandLine;
using Peregrine.Cli.Commands;
using Peregrine.Cli.Diagnostics;

namespace Peregrine.Cli;

/// <summary>The <c>peregrine</c> command.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var root = Root();
        var parsed = root.Parse(CommandLineShape.WithDefaultVerb(args, root));
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Report.Error(error.Message);
            }

            Report.Hint($"see 'peregrine {parsed.CommandResult.Command.Name} --help'".Replace(" peregrine --help", " --help", StringComparison.Ordinal));
            return ExitCode.Usage;
        }

        return Guarded.Run(() => parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
    }

    /// <summary>All verbs, in the order in which help shows them.</summary>
    private static RootCommand Root() => new("Runs and inspects WebAssembly modules. Without a verb, 'peregrine FILE ARGS…' means 'peregrine run FILE ARGS…'.")
    {
        RunCommand.Create(),
        WastCommand.Create(),
        ValidateCommand.Create(),
        ParseCommand.Create(),
        PrintCommand.Create(),
        ObjdumpCommand.Create(),
    };
}
