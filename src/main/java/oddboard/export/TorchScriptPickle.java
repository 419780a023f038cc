package oddboard.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import oddboard.detector.Constant;
import oddboard.detector.Graph;

/** Pickle, protocol 2: an object of the class {@link TorchScriptCode#CLASS} whose state holds its tensors. */
final class TorchScriptPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TorchScriptPickle() {}

    static byte[] of(Graph graph) {
        TorchScriptPickle pickle = new TorchScriptPickle();
        pickle.object(graph.constants());
        return pickle.out.toByteArray();
    }

    private void object(List<Constant> constants) {
        opcodes(0x80, 2);
        global("__torch__", TorchScriptCode.CLASS);
        opcodes(')', 0x81, '}', '(');
        string("training");
        opcodes(0x89);
        for (int i = 0; i < constants.size(); i++) {
            string(constants.get(i).value().name());
            tensor(constants.get(i), i);
        }
        opcodes('u', 'b', '.');
    }

    /** A call of torch's own function, as {@code torch.jit.save} writes it: storage, offset, sizes, strides, no gradient. */
    private void tensor(Constant constant, int number) {
        global("torch._utils", "_rebuild_tensor_v2");
        opcodes('(', '(');
        string("storage");
        global("torch", "FloatStorage");
        string(String.valueOf(number));
        string("cpu");
        integer(constant.elements());
        opcodes('t', 'Q');
        integer(0);
        integers(constant.shape());
        integers(strides(constant.shape()));
        opcodes(0x89);
        global("collections", "OrderedDict");
        opcodes(')', 'R', 't', 'R');
    }

    private static List<Long> strides(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long step = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= shape.get(axis);
        }
        return List.of(strides);
    }

    private void integers(List<Long> values) {
        opcodes('(');
        values.forEach(this::integer);
        opcodes('t');
    }

    private void integer(long value) {
        if (value >= 0 && value < 256) {
            opcodes('K', (int) value);
        } else if (value <= Integer.MAX_VALUE) {
            opcodes('J');
            out.writeBytes(little(4).putInt((int) value).array());
        } else {
            opcodes(0x8a, 8);
            out.writeBytes(little(8).putLong(value).array());
        }
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        opcodes('X');
        out.writeBytes(little(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private void global(String module, String name) {
        opcodes('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void opcodes(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
    }
}
