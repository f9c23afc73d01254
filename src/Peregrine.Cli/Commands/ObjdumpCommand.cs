using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Peregrine.Binary;
using Peregrine.Cli.Diagnostics;
using Peregrine.Cli.Loading;
using Peregrine.Cli.Objdump;

namespace Peregrine.Cli.Commands;

/// <summary><c>peregrine objdump</c>: sections, imports, exports and code of a module.</summary>
internal static class ObjdumpCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The module, binary or text; '-' reads standard input." };
        var disassemble = new Option<bool>("--disassemble", "-d") { Description = "Show every instruction with its offset and encoding." };
        var function = new Option<string?>("--function", "-f") { Description = "Show this function only, by index or name, disassembled." };
        var json = new Option<bool>("--json") { Description = "Write JSON for programs." };
        var command = new Command("objdump", "Shows sections, imports, exports and code of a module.\n\nExample: peregrine objdump -f main app.wasm")
        {
            file, disassemble, function, json,
        };
        command.SetAction(parsed =>
        {
            var module = ModuleLoader.Decode(ModuleSource.Read(parsed.GetValue(file)!), WasmFeatures.AllValidated);
            string? only = parsed.GetValue(function);
            var model = ObjdumpModel.Of(parsed.GetValue(file)!, module, WasmFeatures.AllValidated, new ObjdumpFilter(only, parsed.GetValue(disassemble) || only is not null));
            if (only is not null && model.Functions.Count == 0)
            {
                Report.Error($"no defined function is called '{only}' or has that index");
                return ExitCode.Failure;
            }

            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
            if (parsed.GetValue(json))
            {
                output.WriteLine(JsonSerializer.Serialize(model, ObjdumpJson.Default.ObjdumpModel));
            }
            else
            {
                Write(model, output, only is null);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(ObjdumpModel model, TextWriter output, bool everything)
    {
        if (everything)
        {
            output.WriteLine($"{model.File}: {model.Size} bytes");
            output.WriteLine("\nSections (offset and size in bytes)");
            foreach (var section in model.Sections)
            {
                output.WriteLine($"  0x{section.Start:x8} {section.Size,10}  {section.Name}");
            }

            output.WriteLine("\nImports");
            foreach (var import in model.Imports)
            {
                output.WriteLine($"  {import.Kind,-8} {import.Module}.{import.Name}: {import.Type}");
            }

            output.WriteLine("\nExports");
            foreach (var export in model.Exports)
            {
                output.WriteLine($"  {export.Kind,-8} {export.Name} = {export.Index}");
            }

            output.WriteLine("\nFunctions (offset and size in bytes)");
        }

        foreach (var function in model.Functions)
        {
            output.WriteLine($"{(function.Code is null ? "  " : "\n")}0x{function.Offset:x8} {function.Size,8}  {function.Index} {(function.Name is null ? "" : $"<{function.Name}> ")}{function.Type}");
            foreach (var line in function.Code ?? [])
            {
                output.WriteLine($"  {line.Offset:x6}: {line.Bytes,-32} {new string(' ', 2 * line.Depth)}{line.Text}");
            }
        }
    }
}

/// <summary>JSON of objdump's model, generated so that it stays trim-safe and starts fast.</summary>
[JsonSerializable(typeof(ObjdumpModel))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ObjdumpJson : JsonSerializerContext;
