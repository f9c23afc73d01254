using Peregrine.Runtime;

namespace Peregrine;

/// <summary>Typed host functions.</summary>
/// <remarks>Parameters and results are int or uint (i32), long or ulong (i64), float (f32), double (f64), <c>Vector128&lt;byte&gt;</c> (v128),
/// <see cref="Function"/> (funcref) or any other class (externref). Calls convert without allocating.</remarks>
public sealed unsafe partial class Linker
{
    /// <summary>Defines a function of the host without parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction(string module, string name, Action function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([], []), (_, slots, references) =>
            {
                function();
            });
    }

    /// <summary>Defines a function of the host of one parameter.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1>(string module, string name, Action<T1> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>());
            });
    }

    /// <summary>Defines a function of the host of 2 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2>(string module, string name, Action<T1, T2> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>());
            });
    }

    /// <summary>Defines a function of the host of 3 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3>(string module, string name, Action<T1, T2, T3> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>());
            });
    }

    /// <summary>Defines a function of the host of 4 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4>(string module, string name, Action<T1, T2, T3, T4> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>());
            });
    }

    /// <summary>Defines a function of the host of 5 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5>(string module, string name, Action<T1, T2, T3, T4, T5> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>());
            });
    }

    /// <summary>Defines a function of the host of 6 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6>(string module, string name, Action<T1, T2, T3, T4, T5, T6> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>());
            });
    }

    /// <summary>Defines a function of the host of 7 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7>(string module, string name, Action<T1, T2, T3, T4, T5, T6, T7> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>());
            });
    }

    /// <summary>Defines a function of the host of 8 parameters.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8>(string module, string name, Action<T1, T2, T3, T4, T5, T6, T7, T8> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>(), HostTypes.Of<T8>()], []), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>(), arguments.Next<T8>());
            });
    }

    /// <summary>Defines a function of the host without parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<TResult>(string module, string name, Func<TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var result = function();
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of one parameter that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, TResult>(string module, string name, Func<T1, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 2 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, TResult>(string module, string name, Func<T1, T2, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 3 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, TResult>(string module, string name, Func<T1, T2, T3, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 4 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult>(string module, string name, Func<T1, T2, T3, T4, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 5 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 6 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 7 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 8 parameters that has a result.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string module, string name, Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>(), HostTypes.Of<T8>()], [HostTypes.Of<TResult>()]), (_, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>(), arguments.Next<T8>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host without parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction(string module, string name, Action<Caller> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([], []), (caller, slots, references) =>
            {
                function(caller);
            });
    }

    /// <summary>Defines a function of the host of one parameter, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1>(string module, string name, Action<Caller, T1> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>());
            });
    }

    /// <summary>Defines a function of the host of 2 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2>(string module, string name, Action<Caller, T1, T2> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>());
            });
    }

    /// <summary>Defines a function of the host of 3 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3>(string module, string name, Action<Caller, T1, T2, T3> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>());
            });
    }

    /// <summary>Defines a function of the host of 4 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4>(string module, string name, Action<Caller, T1, T2, T3, T4> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>());
            });
    }

    /// <summary>Defines a function of the host of 5 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5>(string module, string name, Action<Caller, T1, T2, T3, T4, T5> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>());
            });
    }

    /// <summary>Defines a function of the host of 6 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>());
            });
    }

    /// <summary>Defines a function of the host of 7 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6, T7> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>());
            });
    }

    /// <summary>Defines a function of the host of 8 parameters, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8>(string module, string name, Action<Caller, T1, T2, T3, T4, T5, T6, T7, T8> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>(), HostTypes.Of<T8>()], []), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>(), arguments.Next<T8>());
            });
    }

    /// <summary>Defines a function of the host without parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<TResult>(string module, string name, Func<Caller, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var result = function(caller);
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of one parameter that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, TResult>(string module, string name, Func<Caller, T1, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 2 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, TResult>(string module, string name, Func<Caller, T1, T2, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 3 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, TResult>(string module, string name, Func<Caller, T1, T2, T3, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 4 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 5 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 6 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 7 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>());
                new SlotWriter(slots, references).Next(result);
            });
    }

    /// <summary>Defines a function of the host of 8 parameters that has a result, and learns who calls.</summary>
    /// <param name="module">First name.</param>
    /// <param name="name">Second name.</param>
    /// <param name="function">What calls do.</param>
    /// <exception cref="ArgumentException">A type stands for no value type, or the names are defined already.</exception>
    public void DefineFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string module, string name, Func<Caller, T1, T2, T3, T4, T5, T6, T7, T8, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        DefineRaw(module, name, new FunctionType([HostTypes.Of<T1>(), HostTypes.Of<T2>(), HostTypes.Of<T3>(), HostTypes.Of<T4>(), HostTypes.Of<T5>(), HostTypes.Of<T6>(), HostTypes.Of<T7>(), HostTypes.Of<T8>()], [HostTypes.Of<TResult>()]), (caller, slots, references) =>
            {
                var arguments = new SlotReader(slots, references);
                var result = function(caller, arguments.Next<T1>(), arguments.Next<T2>(), arguments.Next<T3>(), arguments.Next<T4>(), arguments.Next<T5>(), arguments.Next<T6>(), arguments.Next<T7>(), arguments.Next<T8>());
                new SlotWriter(slots, references).Next(result);
            });
    }
}
