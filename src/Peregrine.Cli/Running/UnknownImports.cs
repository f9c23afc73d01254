using Peregrine.Cli.Options;

namespace Peregrine.Cli.Running;

/// <summary>Provides the function imports that nobody defines, when the user asks for it.</summary>
internal static class UnknownImports
{
    public static void Define(Linker linker, Store store, Module module, RunSettings settings)
    {
        if (!settings.UnknownImportsTrap && !settings.UnknownImportsDefault)
        {
            return;
        }

        foreach (var import in module.Imports)
        {
            if (import.Type is not FunctionExternType function || linker.TryGet(store, import.Module, import.Name, out _))
            {
                continue;
            }

            string name = $"{import.Module}::{import.Name}";
            linker.DefineFunction(import.Module, import.Name, function.Function, settings.UnknownImportsDefault
                ? (_, _, results) => Defaults(function.Function, results)
                : (_, _, _) => throw new TrapException(TrapKind.UnknownImport, name));
        }
    }

    private static void Defaults(FunctionType type, Span<Value> results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Value.Default(type.Results[i]);
        }
    }
}
