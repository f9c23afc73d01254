using System.Text.Json;

namespace Peregrine.Wasi.Tests.Suite;

/// <summary>What the file beside a module of wasi-testsuite says, in either of its two forms.</summary>
internal sealed class TestManifest
{
    public List<string> Arguments { get; } = [];

    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>The folder to preopen as "/", or null.</summary>
    public string? Root { get; private set; }

    public int ExitCode { get; private set; }

    public string Input { get; private set; } = "";

    /// <summary>What the beginning of standard output must be, or null.</summary>
    public string? Output { get; private set; }

    /// <summary>What the beginning of standard error must be, or null.</summary>
    public string? Error { get; private set; }

    public static TestManifest Read(string modulePath)
    {
        var manifest = new TestManifest();
        string path = Path.ChangeExtension(modulePath, ".json");
        if (File.Exists(path))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            string folder = Path.GetDirectoryName(path)!;
            if (document.RootElement.TryGetProperty("operations", out JsonElement operations))
            {
                foreach (JsonElement operation in operations.EnumerateArray())
                {
                    manifest.ReadOperation(operation, folder);
                }
            }
            else
            {
                manifest.ReadRun(document.RootElement, folder);
                manifest.ExitCode = document.RootElement.TryGetProperty("exit_code", out JsonElement code) ? code.GetInt32() : 0;
                manifest.Output = Text(document.RootElement, "stdout");
                manifest.Error = Text(document.RootElement, "stderr");
            }
        }

        return manifest;
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private void ReadOperation(JsonElement operation, string folder)
    {
        switch (Text(operation, "type"))
        {
            case "run":
                ReadRun(operation, folder);
                break;
            case "wait":
                ExitCode = operation.TryGetProperty("exit_code", out JsonElement code) ? code.GetInt32() : 0;
                break;
            case "read" when Text(operation, "id") is "stderr":
                Error += Text(operation, "payload");
                break;
            case "read":
                Output += Text(operation, "payload");
                break;
            case "write":
                Input += Text(operation, "payload");
                break;
            case var other:
                throw new NotSupportedException($"operation {other}");
        }
    }

    private void ReadRun(JsonElement element, string folder)
    {
        if (element.TryGetProperty("args", out JsonElement arguments))
        {
            Arguments.AddRange(arguments.EnumerateArray().Select(argument => argument.GetString()!));
        }

        if (element.TryGetProperty("env", out JsonElement environment))
        {
            foreach (JsonProperty variable in environment.EnumerateObject())
            {
                Environment[variable.Name] = variable.Value.GetString()!;
            }
        }

        string? root = Text(element, "root");
        Root = root is null ? null : Path.Combine(folder, root);
    }
}
