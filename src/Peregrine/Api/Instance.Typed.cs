namespace Peregrine;

/// <summary>Typed exports.</summary>
public sealed unsafe partial class Instance
{
    /// <summary>The exported function of that name as a delegate without parameters and without result; see <see cref="Function.WrapAction()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action? GetAction(string name) => GetFunction(name)?.WrapAction();

    /// <summary>The exported function of that name as a delegate of one parameter and without result; see <see cref="Function.WrapAction{T1}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1>? GetAction<T1>(string name) => GetFunction(name)?.WrapAction<T1>();

    /// <summary>The exported function of that name as a delegate of 2 parameters and without result; see <see cref="Function.WrapAction{T1, T2}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2>? GetAction<T1, T2>(string name) => GetFunction(name)?.WrapAction<T1, T2>();

    /// <summary>The exported function of that name as a delegate of 3 parameters and without result; see <see cref="Function.WrapAction{T1, T2, T3}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2, T3>? GetAction<T1, T2, T3>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3>();

    /// <summary>The exported function of that name as a delegate of 4 parameters and without result; see <see cref="Function.WrapAction{T1, T2, T3, T4}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2, T3, T4>? GetAction<T1, T2, T3, T4>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4>();

    /// <summary>The exported function of that name as a delegate of 5 parameters and without result; see <see cref="Function.WrapAction{T1, T2, T3, T4, T5}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2, T3, T4, T5>? GetAction<T1, T2, T3, T4, T5>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5>();

    /// <summary>The exported function of that name as a delegate of 6 parameters and without result; see <see cref="Function.WrapAction{T1, T2, T3, T4, T5, T6}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2, T3, T4, T5, T6>? GetAction<T1, T2, T3, T4, T5, T6>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6>();

    /// <summary>The exported function of that name as a delegate of 7 parameters and without result; see <see cref="Function.WrapAction{T1, T2, T3, T4, T5, T6, T7}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2, T3, T4, T5, T6, T7>? GetAction<T1, T2, T3, T4, T5, T6, T7>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6, T7>();

    /// <summary>The exported function of that name as a delegate of 8 parameters and without result; see <see cref="Function.WrapAction{T1, T2, T3, T4, T5, T6, T7, T8}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Action<T1, T2, T3, T4, T5, T6, T7, T8>? GetAction<T1, T2, T3, T4, T5, T6, T7, T8>(string name) => GetFunction(name)?.WrapAction<T1, T2, T3, T4, T5, T6, T7, T8>();

    /// <summary>The exported function of that name as a delegate without parameters that has a result; see <see cref="Function.WrapFunc{TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<TResult>? GetFunction<TResult>(string name) => GetFunction(name)?.WrapFunc<TResult>();

    /// <summary>The exported function of that name as a delegate of one parameter that has a result; see <see cref="Function.WrapFunc{T1, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, TResult>? GetFunction<T1, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, TResult>();

    /// <summary>The exported function of that name as a delegate of 2 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, TResult>? GetFunction<T1, T2, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, TResult>();

    /// <summary>The exported function of that name as a delegate of 3 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, T3, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, T3, TResult>? GetFunction<T1, T2, T3, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, TResult>();

    /// <summary>The exported function of that name as a delegate of 4 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, T3, T4, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, T3, T4, TResult>? GetFunction<T1, T2, T3, T4, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, TResult>();

    /// <summary>The exported function of that name as a delegate of 5 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, T3, T4, T5, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, T3, T4, T5, TResult>? GetFunction<T1, T2, T3, T4, T5, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, TResult>();

    /// <summary>The exported function of that name as a delegate of 6 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, T3, T4, T5, T6, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, T3, T4, T5, T6, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, TResult>();

    /// <summary>The exported function of that name as a delegate of 7 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, T3, T4, T5, T6, T7, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, T3, T4, T5, T6, T7, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, T7, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, T7, TResult>();

    /// <summary>The exported function of that name as a delegate of 8 parameters that has a result; see <see cref="Function.WrapFunc{T1, T2, T3, T4, T5, T6, T7, T8, TResult}()"/>.</summary>
    /// <param name="name">Name of the export.</param>
    /// <returns>Null when there is no such function or its type is another.</returns>
    public Func<T1, T2, T3, T4, T5, T6, T7, T8, TResult>? GetFunction<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(string name) => GetFunction(name)?.WrapFunc<T1, T2, T3, T4, T5, T6, T7, T8, TResult>();
}
