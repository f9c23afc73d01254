using System.CommandLine;
using Peregrine.Cli.Loading;
using Peregrine.Text;

namespace Peregrine.Cli.Commands;

/// <summary><c>peregrine print</c>: binary to text.</summary>
internal static class PrintCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The module, binary or text; '-' reads standard input." };
        var fold = new Option<bool>("--fold") { Description = "Nest operands inside their operators." };
        var skeleton = new Option<bool>("--skeleton") { Description = "Leave out function bodies and the contents of segments." };
        var output = new Option<string?>("--output", "-o") { Description = "Where the text goes (default: standard output).", HelpName = "PATH" };
        var command = new Command("print", "Translates a module from the binary format to the text format.\n\nExample: peregrine print --fold app.wasm") { file, fold, skeleton, output };
        command.SetAction(parsed =>
        {
            var module = ModuleLoader.Decode(ModuleSource.Read(parsed.GetValue(file)!), WasmFeatures.AllValidated);
            string text = WatPrinter.Print(module, new PrintOptions { Fold = parsed.GetValue(fold), Skeleton = parsed.GetValue(skeleton) });
            if (parsed.GetValue(output) is { } path && path != "-")
            {
                File.WriteAllText(path, text);
            }
            else
            {
                using var standardOutput = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
                standardOutput.Write(text);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
