using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>How exactly a module is encoded.</summary>
internal enum EncodeMode
{
    /// <summary>Bodies, constant expressions and custom sections are copied as they are.</summary>
    Copy,

    /// <summary>Modules that mean the same in the same order have the same bytes: bodies and expressions are written anew with
    /// minimal integers and merged local declarations, names in one section behind the data section.</summary>
    Canonical,
}

/// <summary>Encodes a module: sections in their order, empty ones left out, all integers as short as possible.</summary>
/// <remarks>Not thread-safe; one for each module. <see href="https://webassembly.github.io/spec/core/binary/modules.html"/></remarks>
internal sealed class ModuleEncoder
{
    private readonly ModuleSyntax _module;
    private readonly bool _canonical;
    private readonly ByteWriter _out;
    private readonly SectionWriter _section;
    private readonly BodyWriter _bodies;
    private readonly int[] _bodyOffsets;

    private ModuleEncoder(ModuleSyntax module, EncodeMode mode)
    {
        _module = module;
        _canonical = mode == EncodeMode.Canonical;
        _out = new ByteWriter(Math.Max(256, module.Binary.Length));
        _section = new SectionWriter(module);
        _bodies = new BodyWriter(module);
        _bodyOffsets = new int[module.Bodies.Count];
    }

    /// <summary>The module's bytes.</summary>
    /// <exception cref="MalformedModuleException">In canonical mode: a body is malformed.</exception>
    public static byte[] Encode(ModuleSyntax module, EncodeMode mode = EncodeMode.Copy) => EncodeWithOffsets(module, mode).Bytes;

    /// <summary>The module's bytes with their origins.</summary>
    /// <exception cref="MalformedModuleException">In canonical mode: a body is malformed.</exception>
    public static EncodedModule EncodeWithOffsets(ModuleSyntax module, EncodeMode mode = EncodeMode.Copy)
    {
        var encoder = new ModuleEncoder(module, mode);
        encoder.WriteModule();
        return new EncodedModule(encoder._out.ToArray(), encoder._bodyOffsets, encoder._section.Pieces.ToArray());
    }

    private void WriteModule()
    {
        _out.WriteBytes("\0asm\x01\0\0\0"u8);
        WriteCustomSections(SectionId.Custom);
        foreach (var id in SectionOrder.Sequence)
        {
            if (id == SectionId.Code && _canonical)
            {
                WriteBranchHints();
            }

            if (WriteContent(id))
            {
                _section.Flush(_out, (byte)id);
            }

            if (id == SectionId.Data)
            {
                WriteNames();
            }

            WriteCustomSections(id);
        }
    }

    private void WriteNames()
    {
        if (!_canonical && _module.CustomSections.Exists(static section => section.Name == NameSection.SectionName))
        {
            return;
        }

        var names = _canonical ? _module.Names.Existing(_module) : _module.Names;
        if (!names.IsEmpty)
        {
            _section.Writer.WriteName(NameSection.SectionName);
            names.Write(_section.Writer);
            _section.Flush(_out, (byte)SectionId.Custom);
        }
    }

    private void WriteCustomSections(SectionId after)
    {
        foreach (var section in _module.CustomSections)
        {
            if (section.After != (byte)after || (_canonical && section.Name is NameSection.SectionName or BranchHints.SectionName))
            {
                continue;
            }

            _section.BeginItem(section.Offset);
            _section.Writer.WriteName(section.Name);
            _section.Copy(section.Content);
            _section.Flush(_out, (byte)SectionId.Custom);
        }
    }

    /// <summary>Rewritten bodies have other offsets, so the hints are rewritten too; a broken section says nothing and is left out.</summary>
    private void WriteBranchHints()
    {
        if (BranchHints.Read(_module) is { Count: > 0 } hints)
        {
            BranchHints.Write(_section.Writer, _bodies.Relocate(hints));
            _section.Flush(_out, (byte)SectionId.Custom);
        }
    }

    private bool WriteContent(SectionId id)
    {
        var module = _module;
        switch (id)
        {
            case SectionId.Type:
                return WriteTypes();
            case SectionId.Import:
                return ImportWriter.Write(module, _section);
            case SectionId.Function:
                return WriteItems(module.Functions, static (function, section, _) =>
                {
                    section.BeginItem(function.Offset);
                    section.Writer.WriteU32(function.TypeIndex);
                });
            case SectionId.Table:
                return WriteItems(module.Tables, static (table, section, encoder) => encoder.WriteTable(table));
            case SectionId.Memory:
                return WriteItems(module.Memories, static (memory, section, _) =>
                {
                    section.BeginItem(memory.Offset);
                    TypeWriter.WriteMemoryType(section.Writer, memory.Type, memory.HasPageSize);
                });
            case SectionId.Tag:
                return WriteItems(module.Tags, static (tag, section, _) =>
                {
                    section.BeginItem(tag.Offset);
                    section.Writer.WriteByte(0);
                    section.Writer.WriteU32(tag.TypeIndex);
                });
            case SectionId.Global:
                return WriteItems(module.Globals, static (global, section, encoder) =>
                {
                    section.BeginItem(global.Offset);
                    TypeWriter.WriteGlobalType(section.Writer, global.Type);
                    encoder.WriteExpression(global.Initializer);
                });
            case SectionId.Export:
                return WriteItems(module.Exports, static (export, section, _) =>
                {
                    section.BeginItem(export.Offset);
                    section.Writer.WriteName(export.Name);
                    section.Writer.WriteByte((byte)export.Kind);
                    section.Writer.WriteU32(export.Index);
                });
            case SectionId.Start when module.Start is { } start:
                _section.BeginItem(module.StartOffset);
                _section.Writer.WriteU32(start);
                return true;
            case SectionId.Element:
                return WriteItems(module.ElementSegments, static (segment, section, encoder) => encoder.WriteElement(segment));
            case SectionId.DataCount when module.DataCount is { } count:
                _section.Writer.WriteU32(count);
                return true;
            case SectionId.Code:
                return WriteBodies();
            case SectionId.Data:
                return WriteItems(module.DataSegments, static (segment, section, encoder) => encoder.WriteDatum(segment));
            default:
                return false;
        }
    }

    private bool WriteItems<T>(IReadOnlyList<T> items, Action<T, SectionWriter, ModuleEncoder> write)
    {
        if (items.Count == 0)
        {
            return false;
        }

        _section.Writer.WriteU32((uint)items.Count);
        foreach (var item in items)
        {
            write(item, _section, this);
        }

        return true;
    }

    private bool WriteTypes()
    {
        if (_module.RecursionGroups.Count == 0)
        {
            return false;
        }

        _section.Writer.WriteU32((uint)_module.RecursionGroups.Count);
        foreach (var group in _module.RecursionGroups)
        {
            if (group.IsExplicit || group.Count != 1)
            {
                _section.Writer.WriteByte(TypeSectionDecoder.Group);
                _section.Writer.WriteU32((uint)group.Count);
            }

            for (int i = group.First; i < group.First + group.Count; i++)
            {
                _section.BeginItem(_module.Types[i].Offset);
                TypeWriter.WriteSubtype(_section.Writer, _module.Types[i]);
            }
        }

        return true;
    }

    private void WriteTable(TableSyntax table)
    {
        _section.BeginItem(table.Offset);
        if (table.Initializer is not { } initializer)
        {
            TypeWriter.WriteTableType(_section.Writer, table.Type);
            return;
        }

        _section.Writer.WriteByte(DefinitionDecoder.TableWithInitializer);
        _section.Writer.WriteByte(0);
        TypeWriter.WriteTableType(_section.Writer, table.Type);
        WriteExpression(initializer);
    }

    private void WriteElement(ElementSegmentSyntax segment)
    {
        var writer = _section.Writer;
        _section.BeginItem(segment.SourceOffset);
        bool hasExpressions = segment.Expressions is not null;
        uint form = hasExpressions ? SegmentDecoder.HasExpressions : 0;
        bool isShort = false;
        switch (segment.Mode)
        {
            case SegmentMode.Passive:
                form |= SegmentDecoder.NotActive;
                break;
            case SegmentMode.Declarative:
                form |= SegmentDecoder.NotActive | SegmentDecoder.IsDeclarative;
                break;
            default:
                isShort = segment.Table == 0 && (!hasExpressions || segment.Type == ValTypeSyntax.FuncRef);
                form |= isShort ? 0 : SegmentDecoder.HasIndex;
                break;
        }

        writer.WriteU32(form);
        if (segment.Mode == SegmentMode.Active)
        {
            if (!isShort)
            {
                writer.WriteU32(segment.Table);
            }

            WriteExpression(segment.OffsetExpression);
        }

        if (!isShort)
        {
            if (hasExpressions)
            {
                writer.WriteValType(segment.Type);
            }
            else
            {
                writer.WriteByte(0);
            }
        }

        writer.WriteU32((uint)segment.Count);
        foreach (uint function in segment.Functions ?? [])
        {
            writer.WriteU32(function);
        }

        foreach (var expression in segment.Expressions ?? [])
        {
            WriteExpression(expression);
        }
    }

    private void WriteDatum(DataSegmentSyntax segment)
    {
        _section.BeginItem(segment.SourceOffset);
        bool isPassive = segment.Mode == SegmentMode.Passive;
        _section.Writer.WriteU32(isPassive ? 1u : segment.Memory == 0 ? 0u : 2u);
        if (!isPassive)
        {
            if (segment.Memory != 0)
            {
                _section.Writer.WriteU32(segment.Memory);
            }

            WriteExpression(segment.OffsetExpression);
        }

        _section.Writer.WriteU32((uint)segment.Content.Length);
        _section.Copy(segment.Content);
    }

    private bool WriteBodies()
    {
        if (_module.Bodies.Count == 0)
        {
            return false;
        }

        _section.Writer.WriteU32((uint)_module.Bodies.Count);
        for (int i = 0; i < _bodyOffsets.Length; i++)
        {
            var range = _module.Bodies[i].Range;
            if (_canonical)
            {
                _section.BeginItem(range.Start);
                var body = _bodies.WriteBody(range);
                _section.Writer.WriteU32((uint)body.Length);
                _bodyOffsets[i] = _section.Writer.Position;
                _section.Writer.WriteBytes(body);
            }
            else
            {
                _section.Writer.WriteU32((uint)range.Length);
                _bodyOffsets[i] = _section.Writer.Position;
                _section.Copy(range);
            }
        }

        int start = _section.ContentOffset(_out);
        foreach (ref int offset in _bodyOffsets.AsSpan())
        {
            offset += start;
        }

        return true;
    }

    private void WriteExpression(ByteRange range)
    {
        if (_canonical)
        {
            _section.Writer.WriteBytes(_bodies.WriteExpression(range));
        }
        else
        {
            _section.Copy(range);
        }
    }
}
