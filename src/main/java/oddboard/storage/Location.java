package oddboard.storage;

import org.jspecify.annotations.Nullable;

/**
 * Where a blob's bytes lie now; a move changes it.
 *
 * @param id of its row
 * @param key of the object that holds them; null = they are in the database
 */
record Location(long id, long size, @Nullable String key) {
    boolean isBucket() {
        return key != null;
    }
}
