package oddboard.common;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps what was used last, up to a weight; safe for several threads. */
public final class Recent<K, V> {
    private final long limit;
    private final ToLongFunction<V> weigh;
    private final Map<K, V> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    public Recent(long limit, ToLongFunction<V> weigh) {
        this.limit = limit;
        this.weigh = weigh;
    }

    /** Made outside of the lock: two at once may both make it, and none waits for another's. */
    public V get(K key, Function<K, V> make) {
        var found = find(key);
        if (found != null) {
            return found;
        }
        var made = make.apply(key);
        put(key, made);
        return made;
    }

    public synchronized @Nullable V find(K key) {
        return kept.get(key);
    }

    public synchronized void put(K key, V value) {
        var before = kept.put(key, value);
        weight += weigh.applyAsLong(value) - (before == null ? 0 : weigh.applyAsLong(before));
        var oldest = kept.entrySet().iterator();
        while (weight > limit && oldest.hasNext()) {
            weight -= weigh.applyAsLong(oldest.next().getValue());
            oldest.remove();
        }
    }

    public synchronized long weight() {
        return weight;
    }
}
