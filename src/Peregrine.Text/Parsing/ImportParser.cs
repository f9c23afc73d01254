using Peregrine.Syntax;

namespace Peregrine.Text.Parsing;

/// <summary>Reads imports, in fields of their own and in place.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html#imports"/></remarks>
internal sealed class ImportParser(ModuleContext context, TypeParser types, TypeUses typeUses, LimitsParser limits)
{
    private readonly TokenReader _reader = context.Reader;

    /// <summary>The sort that the current keyword names.</summary>
    public static ExternKind KindAt(TokenReader reader)
    {
        var kind = reader.AtKeyword("func"u8) ? ExternKind.Function
            : reader.AtKeyword("table"u8) ? ExternKind.Table
            : reader.AtKeyword("memory"u8) ? ExternKind.Memory
            : reader.AtKeyword("global"u8) ? ExternKind.Global
            : ExternKind.Tag;
        if (kind == ExternKind.Tag && !reader.AtKeyword("tag"u8))
        {
            reader.Unexpected("a sort of imports or exports");
        }

        return kind;
    }

    /// <summary>Reads an import field behind its keyword.</summary>
    public void ReadField(int tokenIndex)
    {
        string module = _reader.ExpectName();
        if (_reader.Kind == Lexing.TokenKind.String)
        {
            string name = _reader.ExpectName();
            context.Draft.Imports.Add(ExpectDescription(module, name, tokenIndex));
        }
        else
        {
            ReadItems(module, tokenIndex);
        }

        _reader.Close();
    }

    /// <summary>Reads what is imported, in parentheses.</summary>
    private ImportSyntax ExpectDescription(string module, string name, int tokenIndex)
    {
        _reader.Open();
        var kind = KindAt(_reader);
        _reader.Skip();
        context.TryIdentifier();
        var import = Describe(module, name, kind, tokenIndex);
        _reader.Close();
        return import;
    }

    /// <summary>Reads the type of an import.</summary>
    public ImportSyntax Describe(string module, string name, ExternKind kind, int tokenIndex)
    {
        var import = new ImportSyntax(module, name, kind, context.Mark(tokenIndex));
        return kind switch
        {
            ExternKind.Table => import with { Table = limits.ExpectTableType() },
            ExternKind.Memory => import with { Memory = limits.ExpectMemoryType(), HasPageSize = limits.HasPageSize },
            ExternKind.Global => import with { Global = types.ExpectGlobalType() },
            ExternKind.Function when _reader.TryOpen("exact"u8) => import with { TypeIndex = ExpectExactType(), IsExact = true },
            _ => import with { TypeIndex = typeUses.Expect(named: true) },
        };
    }

    private uint ExpectExactType()
    {
        uint type = typeUses.Expect(named: true);
        _reader.Close();
        return type;
    }

    /// <summary>Reads the compact forms of the compact import section proposal.</summary>
    private void ReadItems(string module, int tokenIndex)
    {
        var imports = context.Draft.Imports;
        int first = imports.Count;
        var shared = new List<string>();
        while (_reader.TryOpen("item"u8))
        {
            string name = _reader.ExpectName();
            if (_reader.AtClose && imports.Count == first)
            {
                shared.Add(name);
            }
            else if (shared.Count == 0)
            {
                imports.Add(ExpectDescription(module, name, tokenIndex));
            }

            _reader.Close();
        }

        var template = new ImportSyntax(module, "", ExternKind.Function, context.Mark(tokenIndex));
        if (shared.Count > 0)
        {
            template = ExpectDescription(module, "", tokenIndex);
            foreach (string name in shared)
            {
                imports.Add(template with { Name = name });
            }
        }

        context.Draft.ImportGroups.Add(new ImportGroupSyntax(template, first, imports.Count - first, shared.Count > 0));
    }
}
