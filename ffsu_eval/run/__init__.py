"""From accepted data to a published report: execute, render, publish."""
