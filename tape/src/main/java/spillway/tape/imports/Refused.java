package spillway.tape.imports;

/// A file that cannot be imported at all. Nothing of it was pushed.
final class Refused extends Exception {
    private final transient ImportProblem problem;

    Refused(ImportProblem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    ImportProblem problem() {
        return problem;
    }
}
