using System.Text;
using Peregrine.Binary;
using Peregrine.Syntax;

namespace Peregrine.Text.Printing;

/// <summary>Prints a module field by field.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html"/></remarks>
internal sealed class ModulePrinter
{
    private readonly ModuleSyntax _module;
    private readonly TextOutput _output;
    private readonly PrintOptions _options;
    private readonly ModuleIndex _index;
    private readonly TypePrinter _types;
    private readonly BranchHintIndex _hints;
    private readonly BodyPrinter _bodies;

    public ModulePrinter(ModuleSyntax module, TextOutput output, PrintOptions options)
    {
        _module = module;
        _output = output;
        _options = options;
        _index = new ModuleIndex(module, options.Names);
        _types = new TypePrinter(_index);
        _hints = new BranchHintIndex(module);
        _bodies = new BodyPrinter(_index, _types, output, options, _hints);
    }

    private StringBuilder Text => _output.Text;

    public void Print()
    {
        Text.Append("(module");
        PrintModuleName();
        _output.Indentation = 1;
        PrintTypes();
        new ImportPrinter(_index, _types, _output).Print();
        PrintTables();
        PrintMemories();
        PrintTags();
        PrintGlobals();
        PrintExports();
        if (_module.Start is { } start)
        {
            _output.Line().Append("(start ");
            _index.Functions.AppendReference(Text, start);
            Text.Append(')');
        }

        PrintElements();
        PrintFunctions();
        PrintData();
        if (!_options.Skeleton)
        {
            PrintCustomSections();
        }

        _output.Indentation = 0;
        if (Text.Length > 0 && Text[^1] == '\n')
        {
            Text.Length--;
        }

        Text.Append("\n)\n");
    }

    private void PrintModuleName()
    {
        if (_index.ModuleName is { Length: > 0 } name)
        {
            Text.Append(' ').Append(StringText.Identifier(name));
        }
        else if (_index.ModuleName is not null)
        {
            Text.Append(" (@name \"\")");
        }
    }

    private void PrintTypes()
    {
        foreach (var group in _module.RecursionGroups)
        {
            bool isExplicit = group.IsExplicit || group.Count != 1;
            if (isExplicit)
            {
                _output.Line().Append("(rec");
                _output.Indentation++;
            }

            for (int i = group.First; i < group.First + group.Count; i++)
            {
                _types.AppendDefinition(_output.Line(), (uint)i, _module.Types[i]);
            }

            if (isExplicit)
            {
                _output.Indentation--;
                Text.Append(')');
            }
        }
    }

    private void PrintTables()
    {
        for (int i = 0; i < _module.Tables.Count; i++)
        {
            var table = _module.Tables[i];
            Begin("table", _index.Tables, _index.ImportedTables + i).Append(' ');
            _types.AppendTableType(Text, table.Type);
            if (table.Initializer is { } initializer)
            {
                _bodies.AppendExpression(initializer, null);
            }

            Text.Append(')');
        }
    }

    private void PrintMemories()
    {
        for (int i = 0; i < _module.Memories.Count; i++)
        {
            Begin("memory", _index.Memories, _index.ImportedMemories + i).Append(' ');
            TypePrinter.AppendMemoryType(Text, _module.Memories[i].Type, _module.Memories[i].HasPageSize);
            Text.Append(')');
        }
    }

    private void PrintTags()
    {
        for (int i = 0; i < _module.Tags.Count; i++)
        {
            Begin("tag", _index.Tags, _index.ImportedTags + i);
            _types.AppendTypeUse(Text, _module.Tags[i].TypeIndex);
            Text.Append(')');
        }
    }

    private void PrintGlobals()
    {
        for (int i = 0; i < _module.Globals.Count; i++)
        {
            Begin("global", _index.Globals, _index.ImportedGlobals + i).Append(' ');
            _types.AppendGlobalType(Text, _module.Globals[i].Type);
            _bodies.AppendExpression(_module.Globals[i].Initializer, null);
            Text.Append(')');
        }
    }

    private void PrintExports()
    {
        foreach (var export in _module.Exports)
        {
            StringText.AppendName(_output.Line().Append("(export "), export.Name);
            var (keyword, space) = export.Kind switch
            {
                ExternKind.Function => ("func", _index.Functions),
                ExternKind.Table => ("table", _index.Tables),
                ExternKind.Memory => ("memory", _index.Memories),
                ExternKind.Global => ("global", _index.Globals),
                _ => ("tag", _index.Tags),
            };
            space.AppendReference(Text.Append(" (").Append(keyword).Append(' '), export.Index);
            Text.Append("))");
        }
    }

    private void PrintElements()
    {
        for (int i = 0; i < _module.ElementSegments.Count; i++)
        {
            var segment = _module.ElementSegments[i];
            Begin("elem", _index.Elements, i);
            if (segment.Mode == SegmentMode.Declarative)
            {
                Text.Append(" declare");
            }
            else if (segment.Mode == SegmentMode.Active)
            {
                AppendTarget("table", _index.Tables, segment.Table);
                _bodies.AppendExpression(segment.OffsetExpression, "offset");
            }

            if (_options.Skeleton)
            {
                Text.Append(" ...");
            }
            else if (segment.Functions is { } functions)
            {
                Text.Append(" func");
                foreach (uint function in functions)
                {
                    _index.Functions.AppendReference(Text.Append(' '), function);
                }
            }
            else
            {
                _types.AppendValType(Text.Append(' '), segment.Type);
                foreach (var expression in segment.Expressions!)
                {
                    _bodies.AppendExpression(expression, "item");
                }
            }

            Text.Append(')');
        }
    }

    private void PrintFunctions()
    {
        for (int i = 0; i < _module.Functions.Count; i++)
        {
            uint function = (uint)(_index.ImportedFunctions + i);
            Begin("func", _index.Functions, (int)function);
            _bodies.PrintFunction(function, _module.Functions[i].TypeIndex, _module.Bodies[i].Range);
            Text.Append(')');
        }
    }

    private void PrintData()
    {
        for (int i = 0; i < _module.DataSegments.Count; i++)
        {
            var segment = _module.DataSegments[i];
            Begin("data", _index.Datas, i);
            if (segment.Mode == SegmentMode.Active)
            {
                AppendTarget("memory", _index.Memories, segment.Memory);
                _bodies.AppendExpression(segment.OffsetExpression, "offset");
            }

            Text.Append(' ');
            if (_options.Skeleton)
            {
                Text.Append("...");
            }
            else
            {
                StringText.AppendBytes(Text, _module.Slice(segment.Content));
            }

            Text.Append(')');
        }
    }

    private void PrintCustomSections()
    {
        foreach (var section in _module.CustomSections)
        {
            // Names print as identifiers, hints in front of their branches.
            if ((section.Name == NameSection.SectionName && _options.Names) || (section.Name == BranchHints.SectionName && _hints.Any))
            {
                continue;
            }

            StringText.AppendName(_output.Line().Append("(@custom "), section.Name);
            string? after = SectionOrder.Keyword((SectionId)section.After);
            Text.Append(after is null ? " (before first) " : $" (after {after}) ");
            StringText.AppendBytes(Text, _module.Slice(section.Content));
            Text.Append(')');
        }
    }

    private StringBuilder Begin(string keyword, IdentifierSpace space, int itemIndex)
    {
        space.AppendDefinition(_output.Line().Append('(').Append(keyword), (uint)itemIndex);
        return Text;
    }

    private void AppendTarget(string keyword, IdentifierSpace space, uint target)
    {
        if (target != 0)
        {
            space.AppendReference(Text.Append(" (").Append(keyword).Append(' '), target);
            Text.Append(')');
        }
    }
}
