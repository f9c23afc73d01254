using Peregrine.Generator;

// Usage: Peregrine.Generator REPOSITORY_ROOT [--check]
// Writes every *.g.cs that comes from a table in defs/. With --check it writes nothing and fails when a file is not fresh.
string root = args.Length > 0 ? args[0] : Directory.GetCurrentDirectory();
bool check = args.Contains("--check");
var stale = new List<string>();

foreach (var (path, content) in Outputs.All(root))
{
    string file = Path.Combine(root, path);
    if (File.Exists(file) && File.ReadAllText(file) == content)
    {
        continue;
    }

    if (check)
    {
        stale.Add(path);
        continue;
    }

    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
    File.WriteAllText(file, content);
    Console.WriteLine($"wrote {path}");
}

foreach (string path in stale)
{
    Console.Error.WriteLine($"{path} is not what the tables in defs/ generate; run: dotnet run --project tools/Peregrine.Generator");
}

return stale.Count == 0 ? 0 : 1;
