using System.CommandLine;
using Peregrine.Cli.Loading;
using Peregrine.Cli.Options;
using Peregrine.Cli.Running;

namespace Peregrine.Cli.Commands;

/// <summary><c>peregrine run</c>: runs a WASI command, or one exported function of any module.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The module, binary or text; '-' reads standard input." };
        var guestArguments = new Argument<string[]>("ARGS") { Description = "Arguments for the guest, or for the function that --invoke names.", Arity = ArgumentArity.ZeroOrMore };
        var directories = new Option<string[]>("--dir") { Description = "Let the guest see a folder: HOST[::GUEST][:ro].", HelpName = "HOST[::GUEST][:ro]" };
        var variables = new Option<string[]>("--env") { Description = "Set an environment variable for the guest, or pass on the host's: NAME[=VALUE].", HelpName = "NAME[=VALUE]" };
        var argv0 = new Option<string?>("--argv0") { Description = "What the guest sees as its own name (default: the file's name).", HelpName = "NAME" };
        var invoke = new Option<string?>("--invoke") { Description = "Call this exported function with ARGS and print its results.", HelpName = "NAME" };
        var preload = new Option<string[]>("--preload") { Description = "Instantiate another module first and offer its exports as imports: NAME=PATH.", HelpName = "NAME=PATH" };
        var arguments = new EngineArguments();
        var command = new Command(
            "run",
            "Runs a module (the default verb).\n\nExamples:\n  peregrine app.wasm --verbose input.txt\n  peregrine run --dir . --env HOME app.wasm\n  peregrine run --invoke add math.wat 1 2")
        {
            file, guestArguments, directories, variables, argv0, invoke, preload,
        };
        arguments.AddTo(command, runs: true);
        command.SetAction(parsed =>
        {
            var request = new RunRequest(
                parsed.GetValue(file)!,
                parsed.GetValue(guestArguments) ?? [],
                parsed.GetValue(directories) ?? [],
                parsed.GetValue(variables) ?? [],
                parsed.GetValue(argv0),
                parsed.GetValue(invoke),
                parsed.GetValue(preload) ?? []);
            return new Runner(arguments.Read(parsed, runs: true), request).Run();
        });
        return command;
    }
}
