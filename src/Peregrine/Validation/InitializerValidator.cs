using Peregrine.Errors;

namespace Peregrine.Validation;

/// <summary>Checks the expressions that tables and globals start with.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/modules.html#globals"/></remarks>
internal static class InitializerValidator
{
    public static void Validate(ValidatedModule module, ConstantExpressionValidator expressions)
    {
        for (int i = 0; i < module.Syntax.Tables.Count; i++)
        {
            CheckTable(module, i, expressions);
        }

        for (int i = 0; i < module.Syntax.Globals.Count; i++)
        {
            // A global sees those before it.
            int index = module.ImportedGlobals + i;
            expressions.Validate(module.Syntax.Globals[i].Initializer, module.Globals[index].Content, visibleGlobals: index);
        }
    }

    private static void CheckTable(ValidatedModule module, int defined, ConstantExpressionValidator expressions)
    {
        var table = module.Syntax.Tables[defined];
        var element = module.Tables[module.ImportedTables + defined].Element;
        if (table.Initializer is { } initializer)
        {
            // Tables come before globals, so they see imported ones only.
            expressions.Validate(initializer, element, visibleGlobals: module.ImportedGlobals);
        }
        else if (!element.IsNullable)
        {
            throw Invalid.TypeMismatch(new InvalidPlace(module.Syntax, table.Offset), $"a table of {element} needs an initializer, as it cannot hold null");
        }
    }
}
