"""Nothing without evidence: what each indicator establishes, and what a finding rests on."""
