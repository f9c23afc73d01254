using Peregrine.Errors;
using Peregrine.Syntax;
using Peregrine.Types;

namespace Peregrine.Validation;

/// <summary>Checks element and data segments.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/valid/modules.html#element-segments"/></remarks>
internal static class SegmentValidator
{
    public static void Validate(ValidatedModule module, ConstantExpressionValidator expressions)
    {
        var segments = module.Syntax.ElementSegments;
        var types = new ValType[segments.Count];
        for (int i = 0; i < types.Length; i++)
        {
            types[i] = CheckElements(module, segments[i], expressions);
        }

        module.ElementTypes = types;
        foreach (var segment in module.Syntax.DataSegments)
        {
            CheckData(module, segment, expressions);
        }
    }

    private static ValType CheckElements(ValidatedModule module, ElementSegmentSyntax segment, ConstantExpressionValidator expressions)
    {
        var place = new InvalidPlace(module.Syntax, segment.SourceOffset);
        if (segment.Mode != SegmentMode.Active && (module.Features & WasmFeatures.BulkMemory) == 0)
        {
            throw Invalid.MissingFeature(place, WasmFeatures.BulkMemory, "passive or declarative element segment");
        }

        var type = segment.Functions is null ? ResolveType(module, segment.Type, place) : FunctionIndexType(module, segment.Type, place);
        if (segment.Mode == SegmentMode.Active)
        {
            CheckTarget(module, segment, type, place, expressions);
        }

        if (segment.Functions is { } functions)
        {
            CheckFunctions(module, functions, type, segment.Mode == SegmentMode.Declarative, place);
            return type;
        }

        foreach (var expression in segment.Expressions!)
        {
            expressions.Validate(expression, type, module.Globals.Length);
        }

        return type;
    }

    // Function indices, and funcref for expressions, are as old as tables.
    private static ValType ResolveType(ValidatedModule module, ValTypeSyntax type, InvalidPlace place) =>
        type == ValTypeSyntax.FuncRef ? ValType.FuncRef : TypeChecker.Resolve(module, type, place);

    private static ValType FunctionIndexType(ValidatedModule module, ValTypeSyntax type, InvalidPlace place) =>
        type.IsReference && type.HeapType.Equals(HeapTypeSyntax.Of(HeapKind.Func)) ? module.Resolve(type) : TypeChecker.Resolve(module, type, place);

    private static void CheckTarget(ValidatedModule module, ElementSegmentSyntax segment, ValType type, InvalidPlace place, ConstantExpressionValidator expressions)
    {
        if (segment.Table >= (uint)module.Tables.Length)
        {
            throw Invalid.UnknownTable(place, segment.Table);
        }

        var table = module.Tables[segment.Table];
        if (!Subtyping.IsSubtype(type, table.Element))
        {
            throw Invalid.TypeMismatch(place, $"a table of {table.Element} cannot take {type}");
        }

        expressions.Validate(segment.OffsetExpression, table.Is64 ? ValType.I64 : ValType.I32, module.Globals.Length);
    }

    private static void CheckFunctions(ValidatedModule module, uint[] functions, ValType type, bool isDeclaration, InvalidPlace place)
    {
        bool takesAll = type.HeapType.Kind == HeapKind.Func && (isDeclaration || (module.Features & WasmFeatures.SharedEverythingThreads) == 0);
        foreach (uint function in functions)
        {
            if (function >= (uint)module.Functions.Length)
            {
                throw Invalid.UnknownFunction(place, function);
            }

            module.DeclaredFunctions[function] = true;
            if (!takesAll && !Subtyping.IsSubtype(ValType.Ref(module.Functions[function], nullable: false), type))
            {
                throw Invalid.TypeMismatch(place, $"function {function} is not of type {type}");
            }
        }
    }

    private static void CheckData(ValidatedModule module, DataSegmentSyntax segment, ConstantExpressionValidator expressions)
    {
        var place = new InvalidPlace(module.Syntax, segment.SourceOffset);
        if (segment.Mode != SegmentMode.Active)
        {
            if ((module.Features & WasmFeatures.BulkMemory) == 0)
            {
                throw Invalid.MissingFeature(place, WasmFeatures.BulkMemory, "passive data segment");
            }

            return;
        }

        if (segment.Memory >= (uint)module.Memories.Length)
        {
            throw Invalid.UnknownMemory(place, segment.Memory);
        }

        var memory = module.Memories[segment.Memory];
        expressions.Validate(segment.OffsetExpression, memory.Is64 ? ValType.I64 : ValType.I32, module.Globals.Length);
    }
}
