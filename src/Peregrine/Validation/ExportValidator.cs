using Peregrine.Errors;
using Peregrine.Syntax;

namespace Peregrine.Validation;

/// <summary>Checks exports and the start function.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/modules.html#exports"/></remarks>
internal static class ExportValidator
{
    public static void Validate(ValidatedModule module)
    {
        var names = new HashSet<string>(module.Syntax.Exports.Count, StringComparer.Ordinal);
        foreach (var export in module.Syntax.Exports)
        {
            var place = new InvalidPlace(module.Syntax, export.Offset);
            Check(module, export, place);
            if (!names.Add(export.Name))
            {
                throw Invalid.DuplicateExportName(place, export.Name);
            }
        }

        if (module.Syntax.Start is { } start)
        {
            CheckStart(module, start);
        }
    }

    private static void Check(ValidatedModule module, ExportSyntax export, InvalidPlace place)
    {
        uint index = export.Index;
        switch (export.Kind)
        {
            case ExternKind.Function when index >= (uint)module.Functions.Length:
                throw Invalid.UnknownFunction(place, index);
            case ExternKind.Function:
                module.DeclaredFunctions[index] = true;
                break;
            case ExternKind.Table when index >= (uint)module.Tables.Length:
                throw Invalid.UnknownTable(place, index);
            case ExternKind.Memory when index >= (uint)module.Memories.Length:
                throw Invalid.UnknownMemory(place, index);
            case ExternKind.Global when index >= (uint)module.Globals.Length:
                throw Invalid.UnknownGlobal(place, index);
            case ExternKind.Global when module.Globals[index].IsMutable && (module.Features & WasmFeatures.MutableGlobal) == 0:
                throw Invalid.MissingFeature(place, WasmFeatures.MutableGlobal, "mutable globals cannot be exported");
            case ExternKind.Tag when index >= (uint)module.Tags.Length:
                throw Invalid.UnknownTag(place, index);
        }
    }

    private static void CheckStart(ValidatedModule module, uint start)
    {
        var place = new InvalidPlace(module.Syntax, module.Syntax.StartOffset);
        if (start >= (uint)module.Functions.Length)
        {
            throw Invalid.UnknownFunction(place, start);
        }

        var type = module.Functions[start].Function!;
        if (type.Parameters.Length != 0 || type.Results.Length != 0)
        {
            throw Invalid.StartFunction(place, type);
        }
    }
}
