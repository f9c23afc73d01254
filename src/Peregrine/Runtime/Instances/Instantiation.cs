using Peregrine.Runtime.Layout;
using Peregrine.Runtime.Memories;
using Peregrine.Syntax;
using Peregrine.Validation;

namespace Peregrine.Runtime;

/// <summary>Makes instances of modules, in the order of the specification.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/exec/modules.html#exec-instantiation"/></remarks>
internal sealed unsafe class Instantiation
{
    private readonly Store _store;
    private readonly ValidatedModule _module;
    private readonly Instance _instance;
    private readonly ConstantEvaluator _constants;

    private Instantiation(Store store, Module module)
    {
        _store = store;
        _module = module.Validated;
        _instance = new Instance(store, module);
        _constants = new ConstantEvaluator(_instance);
    }

    /// <param name="store">The store, which all imports belong to; shared memories may belong to others.</param>
    /// <param name="module">The module.</param>
    /// <param name="imports">One item for each import, in order.</param>
    /// <exception cref="LinkException">An import does not fit.</exception>
    /// <exception cref="TrapException">A segment is out of bounds, or the start function trapped.</exception>
    /// <exception cref="ResourceLimitException">The store's limits or the system do not allow it.</exception>
    public static Instance Run(Store store, Module module, ReadOnlySpan<Extern> imports)
    {
        Match(module, imports);
        var instantiation = new Instantiation(store, module);
        var instance = instantiation._instance;

        // From here on other instances may come to refer to this one, even if it fails later, so the store keeps it.
        store.AddInstance(instance);
        store.EnsureSlotStack();
        instantiation.FillContext();
        instantiation.AddFunctions(imports);
        instantiation.AddTags(imports);
        instantiation.AddMemories(imports);
        instantiation.AddGlobals(imports);
        instantiation.AddTables(imports);
        instantiation.EvaluateElements();
        store.Engine.Execution.PrepareInstance(instance);
        instantiation.CopyElements();
        instantiation.CopyData();
        if (module.Validated.Syntax.Start is { } start)
        {
            instance.GetFunction((int)start).Invoke([], []);
        }

        return instance;
    }

    private static void Match(Module module, ReadOnlySpan<Extern> imports)
    {
        for (int i = 0; i < imports.Length; i++)
        {
            var given = imports[i].CurrentType;
            if (!ImportMatching.Matches(given, module.Imports[i].Type))
            {
                throw ImportMatching.Incompatible(module.Imports[i], given);
            }
        }
    }

    private void FillContext()
    {
        *_instance.Context = new InstanceContext
        {
            StackLimit = _store.SlotStackEnd,
            Store = _store.Context,
            Handle = _instance.Handle,
        };
    }

    private void AddFunctions(ReadOnlySpan<Extern> imports)
    {
        var context = _instance.Context;
        var layout = _instance.Layout;
        int index = 0;
        foreach (var import in imports)
        {
            if (import is Function function)
            {
                *(FunctionDescriptor**)((byte*)context + layout.FunctionOffset(index++)) = function.Descriptor;
            }
        }

        for (; index < _module.Functions.Length; index++)
        {
            *layout.Function(context, index) = new FunctionDescriptor
            {
                TypeId = _module.Functions[index].Id,
                CallTypeId = _module.Functions[index].Id,
                Index = index,
                Context = context,
                Owner = _instance.Handle,
            };
        }
    }

    private void AddTags(ReadOnlySpan<Extern> imports)
    {
        var tags = Import<Tag>(imports, _module.Tags.Length, out int index);
        for (; index < tags.Length; index++)
        {
            tags[index] = new Tag(_store, _module.Tags[index]);
        }

        _instance.Tags = tags;
    }

    private void AddMemories(ReadOnlySpan<Extern> imports)
    {
        var context = _instance.Context;
        var memories = Import<Memory>(imports, _module.Memories.Length, out int index);
        for (int i = 0; i < index; i++)
        {
            if (memories[i].Store != _store)
            {
                memories[i] = memories[i].In(_store);
            }
        }

        for (; index < memories.Length; index++)
        {
            memories[index] = new Memory(_store, _module.Memories[index]);
        }

        for (int i = 0; i < memories.Length; i++)
        {
            *(MemoryDescriptor**)((byte*)context + _instance.Layout.MemoryOffset(i)) = memories[i].Storage.Descriptor;
        }

        if (memories.Length > 0)
        {
            memories[0].Attach(context);
        }

        _instance.Memories = memories;
    }

    private void AddGlobals(ReadOnlySpan<Extern> imports)
    {
        var context = _instance.Context;
        var globals = Import<Global>(imports, _module.Globals.Length, out int index);
        _instance.Globals = globals;
        for (int i = 0; i < index; i++)
        {
            *(ulong**)((byte*)context + _instance.Layout.GlobalOffset(i)) = globals[i].Cell;
        }

        for (int i = index; i < globals.Length; i++)
        {
            globals[i] = new Global(_store, _module.Globals[i], _instance.Layout.Cell(context, i));
            globals[i].SetUnchecked(_constants.Evaluate(_module.Syntax.Globals[i - index].Initializer));
        }
    }

    private void AddTables(ReadOnlySpan<Extern> imports)
    {
        var context = _instance.Context;
        var tables = Import<Table>(imports, _module.Tables.Length, out int index);
        for (int i = index; i < tables.Length; i++)
        {
            var initial = _module.Syntax.Tables[i - index].Initializer is { } initializer ? _constants.Evaluate(initializer).Reference : null;
            tables[i] = new Table(_store, _module.Tables[i], initial, isChecked: true);
        }

        for (int i = 0; i < tables.Length; i++)
        {
            *(TableDescriptor**)((byte*)context + _instance.Layout.TableOffset(i)) = tables[i].Descriptor;
        }

        _instance.Tables = tables;
    }

    private void EvaluateElements()
    {
        var syntax = _module.Syntax.ElementSegments;
        var segments = new ElementSegment?[syntax.Count];
        for (int i = 0; i < segments.Length; i++)
        {
            segments[i] = syntax[i].Functions is { } functions ? new ElementSegment(_instance, functions) : Evaluate(syntax[i].Expressions!);
        }

        _instance.ElementSegments = segments;
    }

    private ElementSegment Evaluate(ByteRange[] expressions)
    {
        var functions = new uint[expressions.Length];
        int index = 0;
        while (index < functions.Length && _constants.FunctionIndex(expressions[index]) is >= 0 and var function)
        {
            functions[index++] = (uint)function;
        }

        return index == functions.Length
            ? new ElementSegment(_instance, functions)
            : new ElementSegment(Array.ConvertAll(expressions, expression => _constants.Evaluate(expression).Reference));
    }

    private void CopyElements()
    {
        var syntax = _module.Syntax.ElementSegments;
        for (int i = 0; i < syntax.Count; i++)
        {
            if (syntax[i].Mode == SegmentMode.Active)
            {
                ulong offset = _constants.Evaluate(syntax[i].OffsetExpression).Low;
                var segment = _instance.Elements(i);
                _instance.Tables[syntax[i].Table].Init(offset, segment, 0, (ulong)segment.Length);
            }

            if (syntax[i].Mode != SegmentMode.Passive)
            {
                _instance.DropElements(i);
            }
        }
    }

    private void CopyData()
    {
        var syntax = _module.Syntax.DataSegments;
        _instance.DroppedData = new bool[syntax.Count];
        for (int i = 0; i < syntax.Count; i++)
        {
            if (syntax[i].Mode != SegmentMode.Active)
            {
                continue;
            }

            ulong offset = _constants.Evaluate(syntax[i].OffsetExpression).Low;
            var data = _instance.Data(i);
            if (!_instance.Memories[syntax[i].Memory].Storage.Init(offset, data, 0, (ulong)data.Length))
            {
                throw new TrapException(TrapKind.OutOfBoundsMemoryAccess, $"data segment {i} of {data.Length} bytes at {offset}");
            }

            _instance.DropData(i);
        }
    }

    /// <summary>An index space with its imports filled in.</summary>
    private static T[] Import<T>(ReadOnlySpan<Extern> imports, int count, out int imported)
        where T : Extern
    {
        var items = count == 0 ? [] : new T[count];
        imported = 0;
        foreach (var import in imports)
        {
            if (import is T item)
            {
                items[imported++] = item;
            }
        }

        return items;
    }
}
