package oddboard.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import oddboard.api.Page;

/** Names of the schemas: those of the records, without the word "Response", led by the thing that they are a part of. */
final class SchemaNames extends TypeNameResolver {
    private static final String RESPONSE = "Response";
    private final Map<String, Class<?>> known = new ConcurrentHashMap<>();
    private final Set<String> clashes = ConcurrentHashMap.newKeySet();

    /** Named at the end: springdoc leaves a call out whose records can't be named. */
    void check() {
        if (!clashes.isEmpty()) {
            throw new IllegalStateException("Records of the API share a name: " + clashes);
        }
    }

    /** Each record by the name of its schema. */
    Map<String, Class<?>> known() {
        return known;
    }

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        String name = name(type);
        Class<?> other = known.putIfAbsent(name, type);
        if (other != null && other != type) {
            clashes.add(name + ": " + type.getName() + " and " + other.getName());
        }
        return name;
    }

    private static String name(Class<?> type) {
        Class<?> whole = type.getEnclosingClass();
        String own = plain(type.getSimpleName());
        if (whole == null || whole.getSimpleName().endsWith("Api") || !whole.isRecord()) {
            return own;
        }
        return plain(whole.getSimpleName()) + own;
    }

    private static String plain(String name) {
        return name.length() > RESPONSE.length() && name.endsWith(RESPONSE)
                ? name.substring(0, name.length() - RESPONSE.length())
                : name;
    }

    @Override
    protected String nameForGenericType(JavaType type, Set<Options> options) {
        if (type.getRawClass() == Page.class) {
            JavaType item = type.containedType(0);
            String name = (item.isMapLikeType()
                            ? "Loss"
                            : item.getRawClass() == String.class ? "Text" : nameForType(item, options))
                    + "Page";
            known.put(name, Page.class);
            return name;
        }
        return super.nameForGenericType(type, options);
    }
}
