-- Who has taken a way of a split: the few rows that its result counts.
create index enrolments_in_splits on enrolments (shop_id, scenario_id, enrolment_id) where marks ? 'arms' and not held_out;
