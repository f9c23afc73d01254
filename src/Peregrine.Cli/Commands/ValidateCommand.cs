using System.CommandLine;
using Peregrine.Cli.Diagnostics;
using Peregrine.Cli.Loading;
using Peregrine.Cli.Options;

namespace Peregrine.Cli.Commands;

/// <summary><c>peregrine validate</c>: checks modules without running them.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Modules, binary or text; '-' reads standard input.", Arity = ArgumentArity.OneOrMore };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print nothing for valid modules." };
        var arguments = new EngineArguments();
        var command = new Command("validate", "Checks modules without running them.\n\nExample: peregrine validate -W simd=n app.wasm") { files, quiet };
        arguments.AddTo(command, runs: false);
        command.SetAction(parsed =>
        {
            var settings = arguments.Read(parsed, runs: false);
            using var engine = new Engine(settings.Engine);
            int status = ExitCode.Success;
            foreach (string file in parsed.GetValue(files)!)
            {
                try
                {
                    ModuleLoader.Load(engine, ModuleSource.Read(file));
                    if (!parsed.GetValue(quiet))
                    {
                        Console.WriteLine($"{file}: valid");
                    }
                }
                catch (WasmException error)
                {
                    Report.Error($"{file}: {error.Message}");
                    status = ExitCode.Failure;
                }
            }

            return status;
        });
        return command;
    }
}
