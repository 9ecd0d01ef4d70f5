"""What moves a child's needs. The unit of need is one standard deviation over all children."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
NEEDS: tuple[Parameter, ...] = (
    Parameter("need_persistence", "share kept per month", Uniform(0.90, 0.96), A,
              "Regression to the mean lives here and in population_own_share; never fixed."),
    Parameter("need_stress", "sd of need per sd of household stress", LogNormal(0.28, 0.35), ("P156", "P157"),
              "Link from poverty and strain to children's problems; the sources give its sign, the size is wide."),
    Parameter("need_mismatch", "sd of need per unit of school mismatch", LogNormal(0.15, 0.5), A,
              "A child with learning needs in a class that cannot bear them."),
    Parameter("need_climate", "sd of need per sd of school climate", Normal(0.04, 0.03), ("P145", "P146"),
              "School-wide prevention has d of 0.1 to 0.2 on internalising needs; climate is less than a programme."),
    Parameter("need_event_rate", "per year", LogNormal(0.06, 0.4), A, "Rare heavy events: loss, violence, illness."),
    Parameter("need_event_size", "sd of need, mean of an exponential", LogNormal(1.2, 0.25), A, "How heavy."),
    Parameter("need_out_of_school", "sd of need per month out, up to a year", LogNormal(0.02, 0.5), A,
              "Isolation; sources give the sign only."),
    Parameter("need_stay_strain", "sd of need while placed out of home", Normal(0.10, 0.12), ("P155",),
              "Strain of separation against relief from an unsafe home; both signs possible."),
    Parameter("need_gain_decay", "share of gain lost per month without care", Beta(0.06, 40), A,
              "After help ends part of the families falls back."),
    Parameter("need_gain_decay_in_care", "share of gain lost per month in care", Beta(0.03, 60), A, ""),
    Parameter("need_gain_decay_out", "share of gain lost per month in care but out of school", Beta(0.045, 50), ("gou_dir_treatment_effect",),
              "What treatment wins fades while a school place is waited for; sign from the source."),
    Parameter("need_durable", "share of gain that lasts at completion", Beta(0.25, 12), A,
              "Moves into the child's own level when help is completed."),
    Parameter("need_threshold", "sd of need", Normal(1.30, 0.08), ("P022",),
              "Above it a need counts as a problem; about one in ten per domain.", "centred"),
    Parameter("need_out_of_school_months", "months out after which isolation grows no further", Uniform(6.0, 18.0), A, ""),
    Parameter("need_learning_gain", "share of a gain that also helps learning", Beta(0.50, 15), A, ""),
    Parameter("need_event_internalising", "share of heavy events that turn inwards", Beta(0.55, 20), A, "Loss and illness more often than not."),
)  # fmt: skip
