using System.Reflection;
using System.Runtime.CompilerServices;
using Peregrine.Compiler.Translation;

namespace Peregrine.Compiler.Execution;

/// <summary>The functions of a module compiled for instances with certain memory shapes, each at its first call.</summary>
/// <remarks>Thread-safe. Keeps the code alive.</remarks>
internal sealed class ModuleVariant
{
    private static readonly ConditionalWeakTable<System.Reflection.Module, ModuleVariant> _byModule = [];

    private readonly CompiledAssembly _assembly;
    private readonly string? _name;
    private readonly nint[] _entries;
    private readonly byte[]?[] _offsets;
    private readonly Thunks?[] _thunks;
    private readonly Lock[] _locks = [.. Enumerable.Range(0, 16).Select(_ => new Lock())];

    // One type of the assembly keeps all of it alive.
    private Type? _anchor;

    public ModuleVariant(TranslationContext context, string? name)
    {
        Context = context;
        _name = name;
        _assembly = new CompiledAssembly(name ?? "wasm");
        int functions = context.Module.Functions.Length;
        _entries = new nint[functions];
        _offsets = new byte[functions][];
        _thunks = new Thunks?[context.Module.Types.Length];
    }

    public TranslationContext Context { get; }

    /// <summary>The address of a function's code, or 0 as long as it is not compiled.</summary>
    public nint Entry(int function) => Volatile.Read(ref _entries[function]);

    /// <summary>The thunks for a function's signature.</summary>
    public Thunks Thunks(int function) => _thunks[Context.Module.FunctionTypeIndices[function]] ??= Execution.Thunks.Of(Context.Signature(Context.Module.Functions[function]));

    /// <summary>Compiles a function, unless that is done already; the address of its code.</summary>
    public nint Compile(int function)
    {
        nint entry = Entry(function);
        if (entry != 0)
        {
            return entry;
        }

        lock (_locks[function % _locks.Length])
        {
            entry = Entry(function);
            return entry != 0 ? entry : CompileNow(function);
        }
    }

    /// <summary>The frame of a backtrace for a method of compiled code; false for any other method.</summary>
    public static bool TryDescribe(MethodBase method, int cilOffset, out WasmFrame frame)
    {
        frame = default;
        if (method.DeclaringType is not { } type || !_byModule.TryGetValue(type.Module, out var variant))
        {
            return false;
        }

        int function = int.Parse(type.Name, System.Globalization.CultureInfo.InvariantCulture);
        frame = new WasmFrame(variant._name, function, variant.Name(function), OffsetMap.Find(variant._offsets[function], cilOffset));
        return true;
    }

    private nint CompileNow(int function)
    {
        var signature = Context.Signature(Context.Module.Functions[function]);
        var method = _assembly.Compile(
            function.ToString(System.Globalization.CultureInfo.InvariantCulture),
            MethodName(function),
            signature,
            (builder, large) => FunctionTranslator.Translate(Context, function, builder, large),
            out var offsets);
        _offsets[function] = offsets;
        if (_anchor is null)
        {
            _anchor = method.DeclaringType!;
            _byModule.TryAdd(_anchor.Module, this);
        }

        nint entry = method.MethodHandle.GetFunctionPointer();
        Volatile.Write(ref _entries[function], entry);
        return entry;
    }

    // .NET accepts any name that neither is empty nor contains a zero character.
    private string MethodName(int function) => Name(function) is { Length: > 0 } name ? name.Replace('\0', '?') : $"function {function}";

    private string? Name(int function) => Context.Module.Syntax.Names.Functions.GetValueOrDefault((uint)function);
}
