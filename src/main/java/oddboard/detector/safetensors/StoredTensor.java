package oddboard.detector.safetensors;

import java.util.List;

/**
 * What the file's header says of a tensor.
 *
 * @param from first byte, counted from the end of the header
 * @param to byte after the last
 */
record StoredTensor(String name, NumberType type, List<Long> shape, long from, long to) {}
