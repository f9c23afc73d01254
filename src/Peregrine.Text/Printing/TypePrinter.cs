using System.Text;
using Peregrine.Binary;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>Types in the text format, with identifiers for those that the module defines.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/types.html"/></remarks>
internal sealed class TypePrinter(ModuleIndex index)
{
    private const int MaximumInlineTypes = 16;

    public void AppendValType(StringBuilder text, ValTypeSyntax type)
    {
        if (!type.IsReference)
        {
            text.Append(type.ToString());
        }
        else if (type.IsShort)
        {
            bool isShared = type.HeapType.IsShared;
            text.Append(isShared ? "(shared " : "").Append(ValType.ShortName(type.HeapType.Kind)).Append(isShared ? ")" : "");
        }
        else
        {
            AppendRefType(text, type.HeapType, type.IsNullable);
        }
    }

    /// <summary>The long form, as casts want it.</summary>
    public void AppendRefType(StringBuilder text, HeapTypeSyntax type, bool nullable)
    {
        text.Append(nullable ? "(ref null " : "(ref ");
        AppendHeapType(text, type);
        text.Append(')');
    }

    public void AppendHeapType(StringBuilder text, HeapTypeSyntax type)
    {
        if (!type.IsIndex)
        {
            text.Append(type.IsShared ? "(shared " : "").Append(HeapType.Name(type.Kind)).Append(type.IsShared ? ")" : "");
            return;
        }

        text.Append(type.IsExact ? "(exact " : "");
        index.Types.AppendReference(text, type.TypeIndex);
        text.Append(type.IsExact ? ")" : "");
    }

    /// <summary>Appends <c>(type N)</c> and the parameters and results of that type, each with a space in front; long ones only where
    /// they are declared with names, as they would multiply the size of the text.</summary>
    public void AppendTypeUse(StringBuilder text, uint type, IdentifierSpace? locals = null)
    {
        text.Append(" (type ");
        index.Types.AppendReference(text, type);
        text.Append(')');
        if (index.FunctionType(type) is { } function && (locals is not null || function.Parameters.Length + function.Results.Length <= MaximumInlineTypes))
        {
            AppendSignature(text, function, locals);
        }
    }

    public void AppendSignature(StringBuilder text, FunctionTypeSyntax function, IdentifierSpace? locals = null)
    {
        AppendDeclarations(text, "param", function.Parameters, 0, locals ?? IdentifierSpace.Empty);
        AppendDeclarations(text, "result", function.Results, 0, IdentifierSpace.Empty);
    }

    /// <summary>Appends parameters, results or locals: those with a name one by one, the others together.</summary>
    public void AppendDeclarations(StringBuilder text, string keyword, ReadOnlySpan<ValTypeSyntax> types, uint first, IdentifierSpace names)
    {
        bool isOpen = false;
        for (int i = 0; i < types.Length; i++)
        {
            uint local = first + (uint)i;
            bool isNamed = names.Has(local);
            if (isOpen && isNamed)
            {
                text.Append(')');
                isOpen = false;
            }

            if (!isOpen)
            {
                text.Append(" (").Append(keyword);
                isOpen = !isNamed;
            }

            if (isNamed)
            {
                names.AppendDefinition(text, local, showIndex: false);
            }

            text.Append(' ');
            AppendValType(text, types[i]);
            if (isNamed)
            {
                text.Append(')');
            }
        }

        text.Append(isOpen ? ")" : "");
    }

    public void AppendBlockType(StringBuilder text, BlockTypeSyntax type)
    {
        if (type.IsIndex)
        {
            AppendTypeUse(text, type.TypeIndex);
        }
        else if (type.IsResult)
        {
            text.Append(" (result ");
            AppendValType(text, type.Result);
            text.Append(')');
        }
    }

    /// <summary>Appends one definition of the type section.</summary>
    public void AppendDefinition(StringBuilder text, uint typeIndex, SubtypeSyntax type)
    {
        text.Append("(type");
        index.Types.AppendDefinition(text, typeIndex);
        text.Append(' ');
        bool hasSub = type.IsExplicit || !type.IsFinal || type.Supertypes.Length > 0;
        if (hasSub)
        {
            text.Append("(sub ").Append(type.IsFinal ? "final " : "");
            foreach (uint supertype in type.Supertypes)
            {
                index.Types.AppendReference(text, supertype);
                text.Append(' ');
            }
        }

        text.Append(type.IsShared ? "(shared " : "");
        AppendClause(text, "describes", type.Described);
        AppendClause(text, "descriptor", type.Descriptor);
        AppendComposite(text, typeIndex, type.Composite);
        text.Append(type.IsShared ? ")" : "").Append(hasSub ? "))" : ")");
    }

    private void AppendClause(StringBuilder text, string keyword, uint? type)
    {
        if (type is { } known)
        {
            index.Types.AppendReference(text.Append('(').Append(keyword).Append(' '), known);
            text.Append(") ");
        }
    }

    public void AppendGlobalType(StringBuilder text, GlobalTypeSyntax type)
    {
        bool isWrapped = type.IsMutable || type.IsShared;
        text.Append(isWrapped ? "(" : "").Append(type.IsShared ? "shared " : "").Append(type.IsMutable ? "mut " : "");
        if (!isWrapped && type.Content is { IsShort: true, HeapType.IsShared: true })
        {
            // The short form would say that the global is shared.
            AppendRefType(text, type.Content.HeapType, nullable: true);
        }
        else
        {
            AppendValType(text, type.Content);
        }

        text.Append(isWrapped ? ")" : "");
    }

    public void AppendTableType(StringBuilder text, TableTypeSyntax type)
    {
        text.Append(type.IsShared ? "shared " : "");
        AppendLimits(text, type.Limits, type.Is64);
        text.Append(' ');
        AppendValType(text, type.Element);
    }

    public static void AppendMemoryType(StringBuilder text, MemoryType type, bool hasPageSize)
    {
        AppendLimits(text, type.Limits, type.Is64);
        text.Append(type.IsShared ? " shared" : "");
        if (hasPageSize || type.PageSizeLog2 != LimitsReader.DefaultPageSizeLog2)
        {
            text.Append(" (pagesize ").AppendNumber(1UL << type.PageSizeLog2).Append(')');
        }
    }

    private static void AppendLimits(StringBuilder text, Limits limits, bool is64)
    {
        text.Append(is64 ? "i64 " : "").AppendNumber(limits.Minimum);
        if (limits.Maximum is { } maximum)
        {
            text.Append(' ').AppendNumber(maximum);
        }
    }

    private void AppendComposite(StringBuilder text, uint typeIndex, CompositeTypeSyntax type)
    {
        switch (type)
        {
            case FunctionTypeSyntax function:
                text.Append("(func");
                AppendSignature(text, function);
                break;
            case StructTypeSyntax structure:
                text.Append("(struct");
                var names = index.Fields(typeIndex);
                for (int i = 0; i < structure.Fields.Length; i++)
                {
                    text.Append(" (field");
                    names.AppendDefinition(text, (uint)i, showIndex: false);
                    text.Append(' ');
                    AppendField(text, structure.Fields[i]);
                    text.Append(')');
                }

                break;
            case ArrayTypeSyntax array:
                text.Append("(array ");
                AppendField(text, array.Element);
                break;
            case ContinuationTypeSyntax continuation:
                index.Types.AppendReference(text.Append("(cont "), continuation.TypeIndex);
                break;
        }

        text.Append(')');
    }

    private void AppendField(StringBuilder text, FieldTypeSyntax field)
    {
        text.Append(field.IsMutable ? "(mut " : "");
        switch (field.Packed)
        {
            case PackedKind.I8:
                text.Append("i8");
                break;
            case PackedKind.I16:
                text.Append("i16");
                break;
            default:
                AppendValType(text, field.Type);
                break;
        }

        text.Append(field.IsMutable ? ")" : "");
    }
}
