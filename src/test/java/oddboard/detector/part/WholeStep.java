package oddboard.detector.part;

import java.util.List;
import java.util.Locale;
import oddboard.detector.ImageShape;
import oddboard.detector.Settings;
import oddboard.detector.part.ScriptedNetwork.Value;

/**
 * The native limit: gathering, casting and scaling images, forward, loss, gradients and the fused optimizer of every batch,
 * or the scores of every image, as one TorchScript call with no Java between.
 */
final class WholeStep {
    private final String detector;
    private final Settings settings;
    private final ImageShape shape;
    private final Network network;
    private final ScriptedNetwork script;
    private final int microBatchSize;
    private final int scoringBatchSize;

    WholeStep(NetworkModel model) {
        detector = model.detector();
        settings = model.settings();
        shape = model.shape();
        network = model.network();
        script = new ScriptedNetwork(network, shape.channels());
        microBatchSize = model.microBatchSize();
        scoringBatchSize = model.scoringBatchSize();
    }

    /** Text of a class {@code Ops} with the methods {@code fit} and {@code score}. */
    String source() {
        return """
                class Ops(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """ + fit() + score();
    }

    /** How many lists {@code fit} takes after images and order: parameters, first and second moments, and so on. */
    List<String> lists() {
        return script.running().isEmpty()
                ? List.of("p0", "m0", "v0")
                : optimizers() == 1 ? List.of("p0", "m0", "v0", "r") : List.of("p0", "m0", "v0", "r", "p1", "m1", "v1");
    }

    ScriptedNetwork script() {
        return script;
    }

    private int optimizers() {
        return script.trained(1).isEmpty() ? 1 : 2;
    }

    private String fit() {
        int batch = settings.integer("batchSize");
        int at = microBatchSize == 0 ? batch : Math.min(microBatchSize, batch);
        StringBuilder lines = new StringBuilder();
        Value x = new Value("x", new long[] {shape.channels(), shape.size(), shape.size()});
        switch (detector) {
            case "vae" -> vae(x, lines, at / (double) batch);
            case "multi-encoder" -> plain(multiEncoder(x, true, lines), lines);
            case "resnet-aux" -> resnetAux(x, lines);
            default -> plain(forward(0, x, true, lines), lines);
        }
        String body = lines.toString().indent(6);
        String signature = String.join(
                ", ", lists().stream().map(name -> name + ": List[Tensor]").toList());
        String share = String.format(Locale.ROOT, "%s", at / (double) batch);
        return """
                  def fit(self: __torch__.Ops, images: Tensor, order: Tensor, step: Tensor, %s) -> Tensor:
                    total = torch.zeros([1])
                    for i in range(torch.floordiv(torch.size(order, 0), %d)):
                      ga = annotate(List[Tensor], [])
                      for j in range(%d):
                        start = i * %d + j * %d
                        index = torch.slice(order, 0, start, start + %d)
                        x = torch.to(torch.permute(torch.index_select(images, 0, index), [0, 3, 1, 2]), 6)
                        x = torch.sub_(torch.mul_(torch.contiguous(x), 2. / 255.), 1.)
                """.formatted(signature, batch, batch / at, batch, at, at)
                + body.indent(2)
                + """
                        torch.add_(total, torch.detach(loss), alpha=%s)
                        _g = torch.set_grad_enabled(False)
                        if torch.eq(j, 0):
                          ga = gb
                %s        else:
                          torch._foreach_add_(ga, gb, alpha=%s)
                        _g = torch.set_grad_enabled(True)
                """.formatted(share, at == batch ? "" : "          torch._foreach_mul_(ga, " + share + ")\n", share)
                + (detector.equals("resnet-aux") ? "" : quietly(update(0, "ga")).indent(6))
                + "    return total\n";
    }

    private Value forward(int part, Value x, boolean training, StringBuilder lines) {
        return script.forward(network.parts().get(part).block(), x, training, lines);
    }

    private void plain(Value out, StringBuilder lines) {
        lines.append("loss = torch.mse_loss(").append(out.name()).append(", x)\n");
        gradients("loss", 0, "gb", lines);
    }

    private static void gradients(String loss, int optimizer, String into, StringBuilder lines) {
        lines.append("found = torch.autograd.grad([")
                .append(loss)
                .append("], p")
                .append(optimizer)
                .append(")\n")
                .append(into)
                .append(" = annotate(List[Tensor], [])\nfor g in found:\n  ")
                .append(into)
                .append(".append(torch._unwrap_optional(g))\n");
    }

    private Value multiEncoder(Value x, boolean training, StringBuilder lines) {
        Value whole = forward(0, x, training, lines);
        Value texture = forward(1, x, training, lines);
        Value both = script.line(
                lines,
                "torch.cat([" + whole.name() + ", " + texture.name() + "], 1)",
                whole.shape()[0] + texture.shape()[0]);
        return forward(2, both, training, lines);
    }

    private void vae(Value x, StringBuilder lines, double share) {
        Value hidden = forward(0, x, true, lines);
        Value mu = forward(1, hidden, true, lines);
        Value logvar = forward(2, hidden, true, lines);
        Value code = script.line(
                lines,
                "torch.add(%s, torch.mul(torch.randn_like(%s), torch.exp(torch.mul(%s, 0.5))))"
                        .formatted(mu.name(), mu.name(), logvar.name()),
                mu.shape());
        Value out = forward(3, code, true, lines);
        lines.append("terms = torch.sub(torch.sub(torch.add(%s, 1.), torch.pow(%s, 2)), torch.exp(%s))\n"
                .formatted(logvar.name(), mu.name(), logvar.name()));
        lines.append("loss = torch.add(torch.mse_loss(%s, x), torch.mul(torch.sum(terms), %s))\n"
                .formatted(out.name(), -0.5 / share));
        gradients("loss", 0, "gb", lines);
    }

    private void resnetAux(Value x, StringBuilder lines) {
        Value out = forward(1, forward(0, x, true, lines), true, lines);
        lines.append("loss = torch.mse_loss(").append(out.name()).append(", x)\n");
        gradients("loss", 0, "gb", lines);
        StringBuilder quiet = new StringBuilder(update(0, "gb"));
        Value code = forward(0, x, false, quiet);
        lines.append(quietly(quiet.toString()));
        Value again = forward(2, code, true, lines);
        lines.append("follow = torch.mse_loss(%s, torch.detach(%s))\n".formatted(again.name(), out.name()));
        lines.append("second = torch.mul(torch.exp(follow), torch.mse_loss(%s, x))\n".formatted(again.name()));
        gradients("second", 1, "gc", lines);
        lines.append(quietly(update(1, "gc")));
    }

    private static String quietly(String lines) {
        return "_g = torch.set_grad_enabled(False)\n" + lines + "_g = torch.set_grad_enabled(True)\n";
    }

    private String update(int optimizer, String gradients) {
        String name = settings.choice("optimizer");
        double decay = name.equals("adamw") ? settings.number("weightDecay") : 0;
        return (optimizer == 0 ? "torch.add_(step, 1)\n" : "")
                + """
                steps = annotate(List[Tensor], [])
                for k in range(torch.len(p@)):
                  steps.append(step)
                torch._fused_%s_(p@, %s, m@, v@, [], steps, lr=%s, beta1=0.9, beta2=0.999, weight_decay=%s, eps=1e-08,\
                 amsgrad=False, maximize=False)
                """.formatted(name, gradients, settings.number("learningRate"), decay)
                        .replace("@", optimizer + "");
    }

    private String score() {
        StringBuilder lines = new StringBuilder();
        Value x = new Value("x", new long[] {shape.channels(), shape.size(), shape.size()});
        Value out = switch (detector) {
            case "vae" -> forward(3, forward(1, forward(0, x, false, lines), false, lines), false, lines);
            case "multi-encoder" -> multiEncoder(x, false, lines);
            case "resnet-aux" -> forward(2, forward(0, x, false, lines), false, lines);
            default -> forward(0, x, false, lines);
        };
        List<String> names = lists().stream()
                .filter(name -> !name.startsWith("m") && !name.startsWith("v"))
                .toList();
        String signature = String.join(
                ", ", names.stream().map(name -> name + ": List[Tensor]").toList());
        return """
                  def score(self: __torch__.Ops, images: Tensor, step: Tensor, %s) -> Tuple[Tensor, Tensor]:
                    scores = annotate(List[Tensor], [])
                    bytes = torch.zeros([1])
                    for i in range(torch.floordiv(torch.size(images, 0) + %d, %d)):
                      x = torch.to(torch.permute(torch.slice(images, 0, i * %d, i * %d + %d), [0, 3, 1, 2]), 6)
                      x = torch.sub_(torch.mul_(torch.contiguous(x), 2. / 255.), 1.)
                """.formatted(
                                signature,
                                scoringBatchSize - 1,
                                scoringBatchSize,
                                scoringBatchSize,
                                scoringBatchSize,
                                scoringBatchSize)
                + lines.toString().indent(6)
                + """
                      difference = torch.flatten(torch.sub(OUT, x), 1)
                      scores.append(torch.linalg_vector_norm(difference, 2, [1], False, dtype=7))
                      bytes = torch.clamp_(torch.rsub(OUT, 128., -127.5), 0., 255.)
                      bytes = torch.contiguous(torch.permute(torch.to(bytes, 0), [0, 2, 3, 1]))
                    return (torch.cat(scores), bytes)
                """.replace("OUT", out.name());
    }
}
